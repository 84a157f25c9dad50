#include <random>

#include "engine/metrics/confusion_matrix.h"
#include "engine/metrics/iou.h"
#include "tests/data/masks.h"
#include "tests/data/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

/// Long flat runs with some noise, which is what takes the fast path and leaves it again.
LabelMap patchy(Size size, int classes, unsigned seed) {
  std::mt19937 random(seed);
  LabelMap map(size);
  std::uint8_t id = 0;
  for (std::uint8_t& label : map.labels()) {
    if (random() % 37 == 0) id = static_cast<std::uint8_t>(random() % static_cast<unsigned>(classes));
    label = random() % 29 == 0 ? static_cast<std::uint8_t>(random() % 256) : id;
  }
  return map;
}

}  // namespace

class MetricsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void countsEqualTheObviousLoop() {
    constexpr int kClasses = 19;
    const LabelMap truth = patchy({203, 117}, kClasses, 1), predicted = patchy({203, 117}, kClasses, 2);
    ConfusionMatrix matrix(kClasses);
    SSA_VERIFY_OK(matrix.add(predicted, truth));
    std::vector<std::int64_t> expected(kClasses * (kClasses + 1));
    std::int64_t unknown = 0;
    for (std::size_t i = 0; i < truth.labels().size(); ++i) {
      const int t = truth.labels()[i], p = std::min<int>(predicted.labels()[i], kClasses);
      if (t == kIgnore) continue;
      if (t >= kClasses)
        ++unknown;
      else
        ++expected[static_cast<std::size_t>(t * (kClasses + 1) + p)];
    }
    for (int t = 0; t < kClasses; ++t) {
      for (int p = 0; p < kClasses; ++p) QCOMPARE(matrix.at(t, p), expected[static_cast<std::size_t>(t * (kClasses + 1) + p)]);
      QCOMPARE(matrix.outside(t), expected[static_cast<std::size_t>(t * (kClasses + 1) + kClasses)]);
    }
    QCOMPARE(matrix.unknownTruth(), unknown);
  }

  void scoresFollowTheDefinition() {
    ConfusionMatrix matrix(3);
    SSA_VERIFY_OK(matrix.add(labels(4, {0, 0, 1, 1, 0, 1, 1, 0}), labels(4, {0, 0, 0, 1, 1, 1, 1, 255})));
    const Scores scores = computeScores(matrix);
    QCOMPARE(*scores.classes[0].iou, 50.0);       // 2 / (3 + 3 - 2)
    QCOMPARE(*scores.classes[1].iou, 60.0);       // 3 / (4 + 4 - 3)
    QVERIFY(!scores.classes[2].iou.has_value());  // in neither: takes no part in the mean
    QCOMPARE(*scores.mIoU, 55.0);
    QCOMPARE(*scores.aAcc, 500.0 / 7);
    QCOMPARE(*scores.mAcc, (200.0 / 3 + 75.0) / 2);
  }

  void fscoreAndPrecisionFollowMmseg() {
    // Truth 0: 4 pixels, 3 found; class 1: 2 pixels, 1 found; class 2: never predicted; class 3: nowhere.
    ConfusionMatrix matrix(4);
    SSA_VERIFY_OK(matrix.add(labels(7, {0, 0, 0, 1, 1, 0, 0}), labels(7, {0, 0, 0, 0, 1, 1, 2})));
    const Scores scores = computeScores(matrix);
    QCOMPARE(*scores.classes[0].precision, 60.0);
    QCOMPARE(*scores.classes[0].fscore, 100.0 * 6 / 9);  // 2PR/(P+R) of 3/5 and 3/4
    QCOMPARE(*scores.classes[1].fscore, 50.0);
    QVERIFY(!scores.classes[2].precision.has_value());
    QCOMPARE(*scores.classes[2].fscore, 0.0);
    QVERIFY(!scores.classes[3].fscore.has_value());
    QCOMPARE(*scores.mPrecision, 55.0);
    QCOMPARE(*scores.mFscore, (600.0 / 9 + 50.0) / 2);      // mmseg: class 2 is NaN and left out
    QCOMPARE(*scores.mDice, (600.0 / 9 + 50.0 + 0.0) / 3);  // mmseg's mDice keeps it
  }

  void anIdOutsideTheTableIsWrongAndNotLeftOut() {
    ConfusionMatrix matrix(2);
    SSA_VERIFY_OK(matrix.add(labels(4, {0, 7, 255, 1}), labels(4, {0, 0, 1, 1})));
    QCOMPARE(matrix.outside(0), 1);
    QCOMPARE(matrix.outside(1), 1);
    const Scores scores = computeScores(matrix);
    QCOMPARE(*scores.aAcc, 50.0);
    QCOMPARE(*scores.classes[0].iou, 50.0);
  }

  void aSetWithoutTruthHasNoScores() {
    ConfusionMatrix matrix(2);
    SSA_VERIFY_OK(matrix.add(labels(2, {0, 1}), labels(2, {255, 255})));
    const Scores scores = computeScores(matrix);
    QVERIFY(!scores.mIoU && !scores.mAcc && !scores.aAcc);
  }

  void differentSizesAreRefusedAndCountNothing() {
    ConfusionMatrix matrix(2);
    const auto done = matrix.add(LabelMap({3, 2}, 0), LabelMap({2, 3}, 0));
    QVERIFY(!done.ok());
    QCOMPARE(done.error().code, ErrorCode::sizeMismatch);
    QCOMPARE(std::string(done.error().arg("found")), std::string("3x2"));
    QCOMPARE(matrix.pixels(), 0);
  }

  void mergedMatricesEqualOneMatrix() {
    ConfusionMatrix first(5), second(5), both(5);
    const LabelMap a = patchy({40, 30}, 5, 3), b = patchy({40, 30}, 5, 4), c = patchy({31, 9}, 5, 5), d = patchy({31, 9}, 5, 6);
    SSA_VERIFY_OK(first.add(a, b));
    SSA_VERIFY_OK(second.add(c, d));
    SSA_VERIFY_OK(both.add(a, b));
    SSA_VERIFY_OK(both.add(c, d));
    first.add(second);
    QVERIFY(first == both);
    QVERIFY_EXCEPTION_THROWN(first.add(ConfusionMatrix(4)), ContractViolation);
  }

  void poolingAndAveragingAreTwoNumbers() {
    // One picture of ten right pixels, one of two wrong ones.
    ConfusionMatrix large(2), small(2), pooled(2);
    SSA_VERIFY_OK(large.add(LabelMap({10, 1}, 0), LabelMap({10, 1}, 0)));
    SSA_VERIFY_OK(small.add(LabelMap({2, 1}, 1), LabelMap({2, 1}, 0)));
    pooled.add(large);
    pooled.add(small);
    ImageMeans means(2);
    means.add(computeScores(large));
    means.add(computeScores(small));
    QCOMPARE(*computeScores(pooled).aAcc, 1000.0 / 12);
    QCOMPARE(*means.aAcc(), 50.0);
    QCOMPARE(*means.mIoU(), 50.0);
    QCOMPARE(*means.iou(0), 50.0);  // in both pictures
    QCOMPARE(*means.iou(1), 0.0);   // in the second alone
  }
};

std::unique_ptr<QObject> makeMetricsTest() { return std::make_unique<MetricsTest>(); }

}  // namespace ssa::test

#include "metrics_test.moc"
