#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <clocale>

#include "engine/api/evaluation_report.h"
#include "engine/api/evaluator.h"
#include "tests/data/masks.h"
#include "tests/support/runner.h"
#include "tests/system/program.h"
#include "tests/system/tests.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

Result<Evaluation> evaluate(const fs::path& predictions, const fs::path& truth, int classes) {
  NoProgress progress;
  return evaluatePredictions(predictions, truth, LabelSet::numbered(classes), {}, progress);
}

}  // namespace

class EvaluationTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() {
    predictions_ = tempDir();
    truth_ = tempDir();
    saveMask(predictions_ / "a.png", labels(4, {0, 0, 1, 1, 0, 1, 1, 0}));
    saveMask(truth_ / "a.png", labels(4, {0, 0, 0, 1, 1, 1, 1, 255}));
    saveMask(predictions_ / "s/b.png", labels(2, {0, 0}));
    saveMask(truth_ / "s/b.png", labels(2, {0, 0}));
  }

  void bothPoolingsAreGiven() {
    const auto result = evaluate(predictions_, truth_, 2);
    SSA_VERIFY_OK(result);
    QCOMPARE(result->images, 2);
    const MaskScores& scores = result->scores[0];
    QCOMPARE(*scores.pooled.classes[0].iou, 400.0 / 6);
    QCOMPARE(*scores.pooled.mIoU, (400.0 / 6 + 60.0) / 2);
    QCOMPARE(*scores.imageMeans.mIoU(), (55.0 + 100.0) / 2);
  }

  void anIdOutsideTheTableIsWrongAndReported() {
    saveMask(predictions_ / "s/b.png", labels(2, {0, 9}));
    const auto result = evaluate(predictions_, truth_, 2);
    SSA_VERIFY_OK(result);
    QCOMPARE(result->scores[0].confusion.outside(0), 1);
    QCOMPARE(result->scores[0].outside, (std::map<int, std::int64_t>{{9, 1}}));
    QCOMPARE(result->warnings.size(), std::size_t{1});
    QCOMPARE(result->warnings[0].code, WarningCode::idsOutsideTable);
  }

  void unfitPairsAreSkippedAndNamed() {
    saveMask(predictions_ / "c.png", labels(2, {0, 0}));
    saveMask(truth_ / "c.png", labels(1, {0, 0}));
    const auto result = evaluate(predictions_, truth_, 2);
    SSA_VERIFY_OK(result);
    QCOMPARE(result->images, 2);
    QCOMPARE(result->skipped.size(), std::size_t{1});
    QCOMPARE(result->skipped[0].error.code, ErrorCode::sizeMismatch);
    QVERIFY(result->skipped[0].path.ends_with("c.png"));
  }

  void nothingScoredIsAnError() {
    fs::remove_all(predictions_ / "s");
    const auto result = evaluate(predictions_, truth_, 1);  // id 1 is not in a table of one class
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::maskIdOutOfRange);
  }

  void byProductsBesideMasksAreNoMasks() {
    saveMask(predictions_ / "a.overlay.png", labels(1, {0}));
    saveMask(predictions_ / "strange.png", labels(1, {0}));
    const auto result = evaluate(predictions_, truth_, 2);
    SSA_VERIFY_OK(result);
    QCOMPARE(result->warnings.size(), std::size_t{1});
    QVERIFY(result->warnings[0].toString().find("strange.png") != std::string::npos);
  }

  void aStopEndsTheRun() {
    StopSource stop;
    stop.request_stop();
    NoProgress progress;
    const auto result = evaluatePredictions(predictions_, truth_, LabelSet::numbered(2), stop.get_token(), progress);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::stopped);
  }

  void reportsAgreeAndIgnoreTheLocale() {
    const std::string before = std::setlocale(LC_ALL, nullptr);
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    auto result = evaluate(predictions_, truth_, 3);
    SSA_VERIFY_OK(result);
    result->labels.classes[2].name = "odd, \"quoted\"";
    const std::string text = toText(*result), csv = toCsv(std::vector<Evaluation>{*result}), json = toJson(*result);
    std::setlocale(LC_ALL, before.c_str());
    QVERIFY2(text.find("over all pixels") != std::string::npos && text.find("63.33") != std::string::npos, text.c_str());
    QVERIFY2(csv.find("predictions,0,class 0,66.6667,80.0000,") != std::string::npos, csv.c_str());
    QVERIFY2(csv.find("predictions,2,\"odd, \"\"quoted\"\"\",,,,,0,0,0,0,,,,,,,0,,\r\n") != std::string::npos, csv.c_str());
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    const QJsonObject scores = object[QStringLiteral("scores")][0].toObject();
    QCOMPARE(scores[QStringLiteral("mIoU")].toDouble(), *result->scores[0].pooled.mIoU);
    QCOMPARE(scores[QStringLiteral("image_means")][QStringLiteral("mIoU")].toDouble(), *result->scores[0].imageMeans.mIoU());
    QCOMPARE(scores[QStringLiteral("classes")].toArray().size(), 3);
    QVERIFY(scores[QStringLiteral("classes")][2][QStringLiteral("IoU")].isNull());
    QCOMPARE(scores[QStringLiteral("confusion")][1][0].toInt(), 1);
  }

  void aComparisonSaysWhatTheIntervalAllows_data() {
    QTest::addColumn<int>("spoilt");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("the same masks") << 0 << QStringLiteral("equal");
    QTest::newRow("one picture of many") << 1 << QStringLiteral("no_difference_shown");
    QTest::newRow("all pictures") << 10 << QStringLiteral("worse");
  }
  void aComparisonSaysWhatTheIntervalAllows() {
    QFETCH(int, spoilt);
    QFETCH(QString, verdict);
    const fs::path truth = tempDir(), first = tempDir(), second = tempDir();
    for (int i = 0; i < 10; ++i) {
      const std::string file = std::to_string(i) + ".png";
      saveMask(truth / file, labels(4, {0, 0, 1, 1, 0, 0, 1, 1}));
      saveMask(first / file, labels(4, {0, 0, 1, 1, 0, 0, 1, 0}));
      saveMask(second / file, labels(4, {0, i < spoilt ? 1 : 0, 1, 1, 0, 0, 1, 0}));
    }
    const QStringList line = {QStringLiteral("evaluate"),
                              QStringLiteral("--predictions"),
                              text(second),
                              QStringLiteral("--baseline"),
                              text(first),
                              QStringLiteral("--truth"),
                              text(truth),
                              QStringLiteral("--labels"),
                              labelsFile(),
                              QStringLiteral("--boundary"),
                              QStringLiteral("1,2"),
                              QStringLiteral("--csv"),
                              text(truth / "scores.csv")};
    const Ran ran = runSsaseg(line + QStringList{QStringLiteral("--json")});
    SSA_VERIFY_CODE(ran, 0);
    QCOMPARE(ran.json()[QStringLiteral("evaluations")].toArray().size(), 2);
    const QJsonObject comparison = ran.json()[QStringLiteral("comparisons")][0].toObject();
    QCOMPARE(comparison[QStringLiteral("verdict")].toString(), verdict);
    QCOMPARE(comparison[QStringLiteral("worsened")].toInt(), spoilt);
    QCOMPARE(comparison[QStringLiteral("boundary")].toArray().size(), 2);
    QVERIFY(fs::file_size(truth / "scores.csv") > 100);
    const Ran shown = runSsaseg(line);
    SSA_VERIFY_CODE(shown, 0);
    const char* sentence = spoilt == 0 ? "No difference:" : spoilt == 1 ? "No difference shown" : "On these images worse";
    QVERIFY2(shown.out.contains(sentence) && shown.out.contains("trimap mIoU"), shown.out.constData());
  }

  void twoModelsAreScoredInOneGoAtEveryScale() {
    const fs::path folder = tempDir();
    for (unsigned i = 0; i < 3; ++i) {
      const std::string name = (i == 2 ? "other" : "drive") + std::to_string(i) + ".png";
      makePicture(folder / "images" / name, {96, 64}, i);
      saveMask(folder / "masks" / name, LabelMap({96, 64}, static_cast<std::uint8_t>(i)));
    }
    const Ran ran =
        runSsaseg({QStringLiteral("evaluate"), QStringLiteral("--model"), text(smallModel("ssa")), QStringLiteral("--baseline"),
                   text(smallModel("plain")), QStringLiteral("--data"), text(folder), QStringLiteral("--hold-out"),
                   QStringLiteral("drive"), QStringLiteral("--coarse"), QStringLiteral("--scale-list"), QStringLiteral("0.5,1"),
                   QStringLiteral("--device"), QStringLiteral("cpu"), QStringLiteral("--json")});
    SSA_VERIFY_CODE(ran, 0);
    const QJsonArray evaluations = ran.json()[QStringLiteral("evaluations")].toArray();
    QCOMPARE(evaluations.size(), 4);
    for (const QJsonValue& one : evaluations) QCOMPARE(one[QStringLiteral("images")].toInt(), 2);
    QCOMPARE(ran.json()[QStringLiteral("scales")][QStringLiteral("models")].toArray().size(), 2);
    QCOMPARE(ran.json()[QStringLiteral("comparisons")].toArray().size(), 6);  // three pairs of masks at two scales
    const Ran none = runSsaseg({QStringLiteral("evaluate"), QStringLiteral("--model"), text(smallModel("ssa")),
                                QStringLiteral("--data"), text(folder), QStringLiteral("--hold-out"), QStringLiteral("seq")});
    QVERIFY(none.code != 0);
    QVERIFY2(none.err.contains("seq"), none.err.constData());
  }

  void severalSetsAreScoredTogether() {
    const fs::path first = tempDir(), second = tempDir();
    for (const fs::path& folder : {first, second}) {
      makePicture(folder / "images/p.png", {64, 48}, 1);
      saveMask(folder / "masks/p.png", LabelMap({64, 48}, 1));
    }
    const Ran ran =
        runSsaseg({QStringLiteral("evaluate"), QStringLiteral("--model"), text(smallModel("ssa")), QStringLiteral("--data"),
                   text(first), QStringLiteral("--data"), text(second), QStringLiteral("--json")});
    SSA_VERIFY_CODE(ran, 0);
    QCOMPARE(ran.json()[QStringLiteral("images")].toInt(), 2);
    const QJsonArray images = ran.json()[QStringLiteral("scores")][0][QStringLiteral("per_image")].toArray();
    QCOMPARE(images[1][QStringLiteral("set")].toInt(), 1);
  }

 private:
  static QString labelsFile() {
    static const fs::path file = tempDir() / "two.txt";
    const std::string names = "left\nright\n";
    save(file, Bytes(reinterpret_cast<const std::byte*>(names.data()),
                     reinterpret_cast<const std::byte*>(names.data()) + names.size()));
    return text(file);
  }
  fs::path predictions_, truth_;
};

std::unique_ptr<QObject> makeEvaluationTest() { return std::make_unique<EvaluationTest>(); }

}  // namespace ssa::test

#include "evaluation_test.moc"
