// What the distillation sees of one picture, against the losses' own values.
#include "engine/api/loss_maps.h"

#include <torch/torch.h>

#include <cmath>
#include <numeric>

#include "engine/api/model_impl.h"
#include "engine/core/describe_json.h"
#include "engine/datasets/dataset.h"
#include "engine/image/read.h"
#include "engine/losses/distillation.h"
#include "engine/losses/labels.h"
#include "engine/tensor/from_image.h"
#include "tests/api/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
namespace fs = std::filesystem;

namespace {

constexpr int kClasses = 5;

class LossMapsTest : public QObject {
  Q_OBJECT

 private:
  std::shared_ptr<const Model> model_;
  Image8 picture_;
  LabelMap truth_;
  NoProgress quiet_;

  std::shared_ptr<const Model> made(ClassifierKind kind) {
    ModelConfig config;
    config.architecture = "seaformer_t";
    config.classifier = kind;
    config.num_classes = kClasses;
    config.labels = LabelSet::numbered(kClasses);
    const fs::path folder = ssa::test::tempDir() / "model";
    OpenModelOptions open;
    open.device = "cpu";
    if (!createModel(config, 11, folder)) return nullptr;
    auto model = openModel(folder, open);
    return model ? model->value : nullptr;
  }

  Result<LossMaps> maps(const SsaLossOptions& options) { return lossMaps(*model_, picture_, truth_, options, {}, quiet_); }

 private Q_SLOTS:
  void initTestCase() {
    model_ = made(ClassifierKind::ssa);
    QVERIFY(model_);
    const Size size{192, 128};
    picture_ = Image8(size);
    truth_ = LabelMap(size, 0);
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) {
        for (int c = 0; c < 3; ++c) picture_.row(y)[3 * x + c] = static_cast<std::uint8_t>((x * (c + 1) + 3 * y) % 256);
        const int id = (x / 64) + (y / 64) * 2;  // 0..4, class 2 in two places
        truth_.row(y)[x] = x > 150 && y < 40 ? kIgnore : static_cast<std::uint8_t>(id);
      }
    }
  }

  void mapsAreThoseOfTheLoss() {
    const auto result = maps({});
    SSA_VERIFY_OK(result);
    QCOMPARE(result->picture, picture_.size());
    const Size grid{192 / 8, 128 / 8};
    for (const LabelMap* map : {&result->truth, &result->student, &result->coarse, &result->teacher, &result->edges})
      QCOMPARE(map->size(), grid);

    const at::NoGradGuard frozen;
    Segmentor& network = *model_->impl().segmentor;
    const ModelConfig& config = model_->info().config;
    const SsaTrace trace = network.forward(fromImage(picture_, config.mean, config.std));
    const Tensor labels = at::from_blob(truth_.labels().data(), {1, 128, 192}, at::TensorOptions().dtype(at::kByte));
    const Tensor cells = labelsAtStride(labels, 16, 24);
    const TeacherTrace teacher = network.teach(trace, cells);
    const ResponseMaps expected = responseMaps(trace.logits, teacher.logits, cells, {});
    const Tensor student = trace.logits.argmax(1), taught = teacher.logits.argmax(1);
    for (int y = 0; y < 16; ++y) {
      for (int x = 0; x < 24; ++x) {
        const Point p{x, y};
        QCOMPARE(int{result->truth.at(p)}, cells[0][y][x].item<int>());
        QCOMPARE(int{result->student.at(p)}, student[0][y][x].item<int>());
        QCOMPARE(int{result->teacher.at(p)}, taught[0][y][x].item<int>());
        QCOMPARE(result->edges.at(p) == 1, expected.edges[0][y][x].item<bool>());
        QCOMPARE(result->entropy.at(p), expected.entropy[0][y][x].item<float>());
        QCOMPARE(result->distillation.at(p), expected.loss[0][y][x].item<float>());
        if (result->truth.at(p) == kIgnore) QVERIFY(result->entropy.at(p) == 0 && result->share.at(p) == 0);
      }
    }
  }

  void sharesSumToTheTerm_data() {
    QTest::addColumn<QString>("options");
    QTest::newRow("reference") << QStringLiteral("{}");
    QTest::newRow("paper") << QStringLiteral(R"({"loss_variant": "paper"})");
    QTest::newRow("no entropy") << QStringLiteral(R"({"response_entropy": false})");
    QTest::newRow("no boundary") << QStringLiteral(R"({"response_boundary": false})");
    QTest::newRow("no category") << QStringLiteral(R"({"response_category": false})");
    QTest::newRow("wide edges, own mask, weight 3")
        << QStringLiteral(R"({"edge_size": 5, "self_distillation": true, "response_weight": 3.0})");
  }
  void sharesSumToTheTerm() {
    QFETCH(QString, options);
    SsaLossOptions chosen;
    SSA_VERIFY_OK(optionsFromJson(nlohmann::json::parse(options.toStdString()), chosen));
    const auto result = maps(chosen);
    SSA_VERIFY_OK(result);
    const auto term =
        std::find_if(result->terms.begin(), result->terms.end(), [](const auto& one) { return one.first == "KLLoss"; });
    QVERIFY(term != result->terms.end());
    const auto values = result->share.values();
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    const double expected = term->second / (chosen.variant == LossVariant::paper ? 1 : chosen.response_weight);
    QVERIFY2(expected > 0 && std::abs(sum - expected) < 1e-5 * expected,
             qPrintable(QStringLiteral("%1 %2").arg(sum).arg(expected)));
    QVERIFY(result->terms.size() >= 7);
  }

  void whatDoesNotFitIsRefused() {
    const auto plain = made(ClassifierKind::plain);
    QCOMPARE(lossMaps(*plain, picture_, truth_, {}, {}, quiet_).error().code, ErrorCode::badOption);
    QCOMPARE(lossMaps(*model_, picture_, LabelMap({4, 4}, 0), {}, {}, quiet_).error().code, ErrorCode::sizeMismatch);
    LabelMap strange = truth_;
    strange.labels()[7] = kClasses;
    const auto refused = lossMaps(*model_, picture_, strange, {}, {}, quiet_);
    QCOMPARE(refused.error().code, ErrorCode::maskIdOutOfRange);
    QCOMPARE(std::string(refused.error().arg("id")), std::to_string(kClasses));
    StopSource stop;
    stop.request_stop();
    QCOMPARE(lossMaps(*model_, picture_, truth_, {}, stop.get_token(), quiet_).error().code, ErrorCode::stopped);
  }

  void aTrainedTeacherKnowsMoreThanItsStudent() {
    const fs::path root = ssa::test::dataDir(), weights = root / "models/camvid11/camvid11-seaformer_b-ssa.pth";
    if (root.empty() || !fs::exists(weights)) QSKIP("no trained pair here");
    const auto labels = LabelSet::preset("camvid11");
    OpenModelOptions open;
    open.device = "cpu";
    open.labels = *labels;
    const auto model = openModel(weights, open);
    SSA_VERIFY_OK(model);
    const auto picture = readImage(root / "real/CamVid/val/0016E5_08103.png");
    const auto truth = readTruth(root / "real/CamVid/valannot/0016E5_08103.png", *labels, {});
    SSA_VERIFY_OK(picture);
    SSA_VERIFY_OK(truth);
    const auto result = lossMaps(*model->value, picture->value.image, truth->value, {}, {}, quiet_);
    SSA_VERIFY_OK(result);
    QCOMPARE(result->truth.size(), (Size{60, 45}));
    int cells = 0, taught = 0, learnt = 0;
    for (std::size_t i = 0; i < result->truth.labels().size(); ++i) {
      const int id = result->truth.labels()[i];
      if (id == kIgnore) continue;
      ++cells;
      taught += result->teacher.labels()[i] == id;
      learnt += result->student.labels()[i] == id;
    }
    std::printf("camvid11 0016E5_08103: teacher right on %.1f %% of the cells, student on %.1f %%\n", 100.0 * taught / cells,
                100.0 * learnt / cells);
    QVERIFY(taught > learnt);
  }

  void aPictureWithoutTruthHasNothingToDistil() {
    const auto result = lossMaps(*model_, picture_, LabelMap(picture_.size(), kIgnore), {}, {}, quiet_);
    SSA_VERIFY_OK(result);
    for (const float value : result->share.values()) QCOMPARE(value, 0.0F);
  }
};

}  // namespace

std::unique_ptr<QObject> makeLossMapsTest() { return std::make_unique<LossMapsTest>(); }

#include "loss_maps_test.moc"
