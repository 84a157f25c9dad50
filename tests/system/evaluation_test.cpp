#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <clocale>

#include "engine/api/evaluation_report.h"
#include "engine/api/evaluator.h"
#include "tests/data/masks.h"
#include "tests/support/runner.h"
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
    const std::string text = toText(*result), csv = toCsv(*result), json = toJson(*result);
    std::setlocale(LC_ALL, before.c_str());
    QVERIFY2(text.find("over all pixels") != std::string::npos && text.find("63.33") != std::string::npos, text.c_str());
    QVERIFY2(csv.find("predictions,0,class 0,66.6667,80.0000,") != std::string::npos, csv.c_str());
    QVERIFY2(csv.find("predictions,2,\"odd, \"\"quoted\"\"\",,,,,0,0,0,0,,\r\n") != std::string::npos, csv.c_str());
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    const QJsonObject scores = object[QStringLiteral("scores")][0].toObject();
    QCOMPARE(scores[QStringLiteral("mIoU")].toDouble(), *result->scores[0].pooled.mIoU);
    QCOMPARE(scores[QStringLiteral("image_means")][QStringLiteral("mIoU")].toDouble(), *result->scores[0].imageMeans.mIoU());
    QCOMPARE(scores[QStringLiteral("classes")].toArray().size(), 3);
    QVERIFY(scores[QStringLiteral("classes")][2][QStringLiteral("IoU")].isNull());
    QCOMPARE(scores[QStringLiteral("confusion")][1][0].toInt(), 1);
  }

 private:
  fs::path predictions_, truth_;
};

std::unique_ptr<QObject> makeEvaluationTest() { return std::make_unique<EvaluationTest>(); }

}  // namespace ssa::test

#include "evaluation_test.moc"
