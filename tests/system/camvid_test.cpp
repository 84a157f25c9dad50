#include <QFile>
#include <QJsonArray>
#include <cmath>

#include "engine/image/read.h"
#include "tests/support/runner.h"
#include "tests/system/program.h"
#include "tests/system/tests.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

double rounded(double percent) { return std::round(percent * 100) / 100; }

/// Share of equal pixels in two folders of masks, in per cent.
double agreement(const fs::path& ours, const fs::path& reference) {
  std::int64_t same = 0, all = 0;
  for (const auto& entry : fs::directory_iterator(reference)) {
    const auto a = readIndexMask(ours / entry.path().filename()), b = readIndexMask(entry.path());
    if (!a || !b || a->value.size != b->value.size) return 0;
    for (std::size_t i = 0; i < b->value.ids.size(); ++i) same += a->value.ids[i] == b->value.ids[i] ? 1 : 0;
    all += b->value.size.area();
  }
  return all == 0 ? 0 : 100.0 * static_cast<double>(same) / static_cast<double>(all);
}

}  // namespace

/// The trained pair of the reference on real frames: the same masks and the same scores.
class CamvidTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    models_ = dataDir() / "models/camvid11";
    frames_ = dataDir() / "real/CamVid";
    if (dataDir().empty() || !fs::exists(models_) || !fs::exists(frames_)) SSA_SKIP_CLASS("no CamVid pair or frames here");
    QFile file(text(models_ / "metrics.json"));
    QVERIFY(file.open(QFile::ReadOnly));
    reference_ = QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("val")].toObject();
    folder_ = tempDir();
  }

  void bothCheckpointsAreImportedWithoutConfiguration_data() { kinds(); }
  void bothCheckpointsAreImportedWithoutConfiguration() {
    QFETCH(QString, kind);
    const Ran ran = runSsaseg(
        {QStringLiteral("import"), text(checkpoint(kind)), QStringLiteral("--out"), text(model(kind)), QStringLiteral("--json")});
    SSA_VERIFY_CODE(ran, 0);
    const QJsonObject config = ran.json()[QStringLiteral("model")][QStringLiteral("config")].toObject();
    QCOMPARE(config[QStringLiteral("architecture")].toString(), QStringLiteral("seaformer_b"));
    QCOMPARE(config[QStringLiteral("num_classes")].toInt(), 11);
  }

  void scoresEqualTheReferenceToTheSecondDecimal_data() { kinds(); }
  void scoresEqualTheReferenceToTheSecondDecimal() {
    QFETCH(QString, kind);
    const Ran ran =
        runSsaseg({QStringLiteral("evaluate"), QStringLiteral("--model"), text(checkpoint(kind)), QStringLiteral("--data"),
                   text(frames_), QStringLiteral("--split"), QStringLiteral("val"), QStringLiteral("--coarse"),
                   QStringLiteral("--device"), QStringLiteral("cpu"), QStringLiteral("--json")});
    SSA_VERIFY_CODE(ran, 0);
    QCOMPARE(ran.json()[QStringLiteral("images")].toInt(), 34);
    const QJsonArray scores = ran.json()[QStringLiteral("scores")].toArray();
    compare(scores[0].toObject(), kind);
    if (kind == QLatin1String("ssa")) compare(scores[1].toObject(), QStringLiteral("ssa_coarse"));
  }

  void thePairIsComparedInOneRun() {
    const Ran ran = runSsaseg({QStringLiteral("evaluate"), QStringLiteral("--model"), text(checkpoint(QStringLiteral("ssa"))),
                               QStringLiteral("--baseline"), text(checkpoint(QStringLiteral("baseline"))),
                               QStringLiteral("--data"), text(frames_), QStringLiteral("--split"), QStringLiteral("val"),
                               QStringLiteral("--coarse"), QStringLiteral("--boundary"), QStringLiteral("1,2,3,5,8,12"),
                               QStringLiteral("--device"), QStringLiteral("cpu"), QStringLiteral("--json")});
    SSA_VERIFY_CODE(ran, 0);
    const QJsonArray comparisons = ran.json()[QStringLiteral("comparisons")].toArray();
    QCOMPARE(comparisons.size(), 3);
    const QJsonObject gain = comparisons[0].toObject(), head = comparisons[1].toObject();
    const auto score = [](const QJsonObject& comparison, const char* key) {
      return rounded(comparison[QStringLiteral("mIoU")][QLatin1String(key)].toDouble());
    };
    QCOMPARE(score(gain, "first"), 53.22);
    QCOMPARE(score(gain, "second"), 56.29);
    QCOMPARE(score(head, "second"), 52.41);
    QCOMPARE(gain[QStringLiteral("verdict")].toString(), QStringLiteral("better"));
    QCOMPARE(head[QStringLiteral("verdict")].toString(), QStringLiteral("no_difference_shown"));
    QCOMPARE(gain[QStringLiteral("images")].toArray().size(), 34);
    const QJsonArray interval = gain[QStringLiteral("mIoU")][QStringLiteral("interval")].toArray();
    std::printf(
        "camvid11 val: SSA %+.2f points of mIoU, 95 %% interval %+.2f to %+.2f, p = %.4f; coarse against baseline %+.2f\n",
        score(gain, "difference"), interval[0].toDouble(), interval[1].toDouble(), gain[QStringLiteral("p")].toDouble(),
        score(head, "difference"));
  }

  void finishedReferenceMasksGiveTheSameScores_data() { kinds(); }
  void finishedReferenceMasksGiveTheSameScores() {
    QFETCH(QString, kind);
    QStringList names = {kind};
    if (kind == QLatin1String("ssa")) names << QStringLiteral("ssa_coarse");
    for (const QString& name : names) {
      const Ran ran =
          runSsaseg({QStringLiteral("evaluate"), QStringLiteral("--predictions"), text(models_ / "val" / name.toStdString()),
                     QStringLiteral("--truth"), text(frames_ / "valannot"), QStringLiteral("--labels"),
                     QStringLiteral("camvid11"), QStringLiteral("--json")});
      SSA_VERIFY_CODE(ran, 0);
      compare(ran.json()[QStringLiteral("scores")][0].toObject(), name);
    }
  }

  void masksAgreeWithTheReference_data() { kinds(); }
  void masksAgreeWithTheReference() {
    QFETCH(QString, kind);
    const fs::path out = folder_ / ("masks-" + kind.toStdString());
    const Ran ran = runSsaseg({QStringLiteral("segment"), text(frames_ / "val"), QStringLiteral("--model"), text(model(kind)),
                               QStringLiteral("--device"), QStringLiteral("cpu"), QStringLiteral("--out"), text(out)});
    SSA_VERIFY_CODE(ran, 0);
    const double share = agreement(out, models_ / "val" / kind.toStdString());
    std::printf("camvid11 %s: %.4f %% of the pixels equal the reference's masks\n", kind.toLatin1().constData(), share);
    QVERIFY(share >= 99.99);
  }

 private:
  static void kinds() {
    QTest::addColumn<QString>("kind");
    QTest::newRow("baseline") << QStringLiteral("baseline");
    QTest::newRow("ssa") << QStringLiteral("ssa");
  }
  fs::path checkpoint(const QString& kind) const { return models_ / ("camvid11-seaformer_b-" + kind.toStdString() + ".pth"); }
  fs::path model(const QString& kind) const { return folder_ / kind.toStdString(); }

  void compare(const QJsonObject& ours, const QString& name) {
    const QJsonObject golden = reference_[name].toObject();
    QVERIFY(!golden.isEmpty());
    std::printf("camvid11 val %s: mIoU %.3f (reference %.3f), aAcc %.3f (%.3f)\n", name.toLatin1().constData(),
                ours[QStringLiteral("mIoU")].toDouble(), golden[QStringLiteral("mIoU")].toDouble(),
                ours[QStringLiteral("aAcc")].toDouble(), golden[QStringLiteral("aAcc")].toDouble());
    for (const char* key : {"mIoU", "mAcc", "aAcc"})
      QCOMPARE(rounded(ours[QLatin1String(key)].toDouble()), rounded(golden[QLatin1String(key)].toDouble()));
    const QJsonArray classes = ours[QStringLiteral("classes")].toArray();
    QCOMPARE(classes.size(), 11);
  }

  fs::path models_, frames_, folder_;
  QJsonObject reference_;
};

std::unique_ptr<QObject> makeCamvidTest() { return std::make_unique<CamvidTest>(); }

}  // namespace ssa::test

#include "camvid_test.moc"
