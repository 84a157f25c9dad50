// Real checkpoints on real frames against the masks the reference made of them.
#include <QTest>
#include <filesystem>

#include "engine/api/predictor.h"
#include "engine/image/read.h"
#include "tests/inference/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;

constexpr double kAgreement = 0.9999;

struct Agreement {
  std::int64_t pixels = 0, same = 0;
  void add(const LabelMap& ours, const IndexMask& theirs) {
    for (std::size_t i = 0; i < theirs.ids.size(); ++i) same += ours.labels()[i] == theirs.ids[i];
    pixels += static_cast<std::int64_t>(theirs.ids.size());
  }
  double part() const { return static_cast<double>(same) / static_cast<double>(pixels); }
};

}  // namespace

class CamvidParityTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    models_ = ssa::test::dataDir() / "models/camvid11";
    frames_ = ssa::test::dataDir() / "real/CamVid/val";
    if (!std::filesystem::is_directory(models_) || !std::filesystem::is_directory(frames_))
      SSA_SKIP_CLASS("no CamVid models or frames in this checkout");
  }

  void masksAgreeWithTheReference_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("masks");
    QTest::addColumn<QString>("coarse");
    QTest::newRow("baseline") << QStringLiteral("camvid11-seaformer_b-baseline.pth") << QStringLiteral("baseline") << QString();
    QTest::newRow("ssa") << QStringLiteral("camvid11-seaformer_b-ssa.pth") << QStringLiteral("ssa")
                         << QStringLiteral("ssa_coarse");
  }
  void masksAgreeWithTheReference() {
    QFETCH(QString, file);
    QFETCH(QString, masks);
    QFETCH(QString, coarse);
    const auto model = openModel(models_ / file.toStdString(), {.device = "cpu", .labels = {}, .strict = true});
    SSA_VERIFY_OK(model);
    Agreement refinedAgreement, coarseAgreement;
    int frames = 0;
    for (const auto& entry : std::filesystem::directory_iterator(frames_)) {
      if (!hasImageSuffix(entry.path())) continue;
      const auto picture = readImage(entry.path());
      SSA_VERIFY_OK(picture);
      NoProgress progress;
      const auto prediction = predict(*model->value, picture->value.image, entry.path().string(), {}, {}, progress);
      SSA_VERIFY_OK(prediction);
      const auto expect = [&](const QString& kind) {
        return readIndexMask(models_ / "val" / kind.toStdString() / entry.path().filename().replace_extension(".png"));
      };
      const auto refined = expect(masks);
      SSA_VERIFY_OK(refined);
      QCOMPARE(prediction->refined.size(), refined->value.size);
      refinedAgreement.add(prediction->refined, refined->value);
      if (!coarse.isEmpty()) {
        const auto theirs = expect(coarse);
        SSA_VERIFY_OK(theirs);
        coarseAgreement.add(prediction->coarse, theirs->value);
      }
      ++frames;
    }
    QCOMPARE(frames, 34);
    const auto report = [](const char* name, const Agreement& a) {
      qInfo("%s: %lld of %lld pixels agree, %.5f %%", name, static_cast<long long>(a.same), static_cast<long long>(a.pixels),
            100 * a.part());
    };
    report(qPrintable(masks), refinedAgreement);
    QVERIFY(refinedAgreement.part() >= kAgreement);
    if (coarse.isEmpty()) return;
    report(qPrintable(coarse), coarseAgreement);
    QVERIFY(coarseAgreement.part() >= kAgreement);
  }

 private:
  std::filesystem::path models_, frames_;
};

std::unique_ptr<QObject> makeCamvidParityTest() { return std::make_unique<CamvidParityTest>(); }

#include "camvid_parity_test.moc"
