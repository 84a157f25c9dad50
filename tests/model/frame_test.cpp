// The trained CamVid pair on one frame against the reference's own tensors (data: models/camvid11).
#include <torch/torch.h>

#include <QTest>

#include "engine/checkpoints/read.h"
#include "engine/models/segmentor.h"
#include "tests/model/golden.h"
#include "tests/model/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

class FrameTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    folder_ = dataDir() / "models/camvid11";
    if (dataDir().empty() || !std::filesystem::is_directory(folder_)) SSA_SKIP_CLASS("no CamVid models in this checkout");
  }

  void trainedModelEqualsTheReference_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("ssa") << QStringLiteral("ssa");
    QTest::newRow("baseline") << QStringLiteral("baseline");
  }

  void trainedModelEqualsTheReference() {
    QFETCH(QString, name);
    const auto file = readCheckpoint(folder_ / ("camvid11-seaformer_b-" + name.toStdString() + ".pth"));
    SSA_VERIFY_OK(file);
    ModelConfig config;
    config.architecture = "seaformer_b";
    config.classifier = name == QLatin1String("ssa") ? ClassifierKind::ssa : ClassifierKind::plain;
    config.num_classes = 11;
    auto model = makeSegmentor(config);
    SSA_VERIFY_OK(model);
    SSA_VERIFY_OK(loadState(**model, file->value));
    // The file's order is the reference's: ours must be the same.
    const Checkpoint ours = saveState(**model);
    QCOMPARE(ours.tensors.size(), file->value.tensors.size());
    for (std::size_t i = 0; i < ours.tensors.size(); ++i) QCOMPARE(ours.tensors[i].name, file->value.tensors[i].name);

    const std::filesystem::path frame = folder_ / "frame" / name.toStdString();
    const at::NoGradGuard noGrad;
    const SsaTrace t = (*model)->forward(readNpy(frame / "input.npy"));
    const std::vector<std::pair<const char*, Tensor>> fields{
        {"stage0", t.stages[0]},  {"stage1", t.stages[1]},      {"stage2", t.stages[2]},         {"F", t.feature},
        {"coarse", t.coarse},     {"logits", t.logits},         {"feat_pos", t.positionFeature}, {"S_c", t.semanticCentre},
        {"P_c", t.spatialCentre}, {"S_p", t.semanticPrototype}, {"P_p", t.spatialPrototype},     {"Q", t.prototype}};
    int compared = 0;
    double worst = 0;
    for (const auto& [field, tensor] : fields) {
      const std::filesystem::path path = frame / (std::string(field) + ".npy");
      if (!std::filesystem::exists(path)) continue;
      Tensor golden = readNpy(path);
      if (golden.dim() == 2) golden = golden.unsqueeze(0);
      const double error = arrayError(tensor, golden);
      worst = std::max(worst, error);
      ++compared;
      QVERIFY2(error < 1e-4, (std::string(field) + " " + std::to_string(error)).c_str());
    }
    std::printf("camvid11 %s: %d arrays, worst error %.2g\n", qPrintable(name), compared, worst);
    QCOMPARE(compared, name == QLatin1String("ssa") ? 12 : 5);
  }

 private:
  std::filesystem::path folder_;
};

std::unique_ptr<QObject> makeFrameTest() { return std::make_unique<FrameTest>(); }

#include "frame_test.moc"
