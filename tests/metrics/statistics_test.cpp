#include "engine/metrics/statistics.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <numeric>
#include <random>

#include "tests/metrics/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

/// Pictures of two classes, 1,000 pixels: `right` of each class are found.
ImageCounts twoClasses(std::int64_t right0, std::int64_t right1) {
  return {{0, right0, 500, right0 + 500 - right1}, {1, right1, 500, right1 + 500 - right0}};
}

std::vector<ImageCounts> noisySet(int images, unsigned seed, double quality) {
  std::mt19937 random(seed);
  std::vector<ImageCounts> set;
  for (int i = 0; i < images; ++i) {
    const auto draw = [&] {
      const double spread = (static_cast<double>(random() % 1000) - 500) / 5;
      return std::clamp<std::int64_t>(static_cast<std::int64_t>(quality + spread), 0, 500);
    };
    const std::int64_t right0 = draw();
    set.push_back(twoClasses(right0, draw()));
  }
  return set;
}

/// K = 150, 2,000 pictures of about 20 classes each.
std::vector<ImageCounts> largeSet(unsigned seed) {
  std::mt19937 random(7);
  std::mt19937 quality(seed);
  std::vector<ImageCounts> set(2000);
  for (ImageCounts& image : set) {
    for (int id = static_cast<int>(random() % 8); id < 150; id += 1 + static_cast<int>(random() % 14)) {
      const std::int64_t truth = 100 + random() % 10000;
      const std::int64_t predicted = 100 + quality() % 10000;
      image.push_back({id, std::min(truth, predicted) / 2, truth, predicted});
    }
  }
  return set;
}

StatisticsOptions seeded(std::uint64_t seed) {
  StatisticsOptions options;
  options.seed = seed;
  return options;
}

}  // namespace

class StatisticsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theValueIsThePooledScore() {
    const std::vector<ImageCounts> set = {twoClasses(500, 500), twoClasses(250, 400)};
    const auto result = bootstrapScores(set, 3, {}, {}, {}, quiet_);
    SSA_VERIFY_OK(result);
    // Class 0: 750 / (1000 + 750 + 100 - 0 ...): counts pooled over both pictures, then divided.
    const double iou0 = 100.0 * 750 / (1000 + (500 + 350) - 750), iou1 = 100.0 * 900 / (1000 + (500 + 650) - 900);
    QCOMPARE(*result->classes[0].value, iou0);
    QCOMPARE(*result->classes[1].value, iou1);
    QVERIFY(!result->classes[2].value.has_value() && !result->classes[2].interval.has_value());
    QCOMPARE(*result->mIoU.value, (iou0 + iou1) / 2);
    QCOMPARE(result->mIoU.images, 2);
  }

  void twoPicturesHaveThreeResamples() {
    // Drawing two of {100 %, 0 %}: both first, both second, one each; the interval spans them.
    const std::vector<ImageCounts> set = {{{0, 10, 10, 10}}, {{0, 0, 10, 0}}};
    const auto result = bootstrapScores(set, 1, {}, {}, {}, quiet_);
    SSA_VERIFY_OK(result);
    QCOMPARE(*result->mIoU.value, 50.0);
    QCOMPARE(result->mIoU.interval->low, 0.0);
    QCOMPARE(result->mIoU.interval->high, 100.0);
  }

  void theIntervalIsAsWideAsTheoryWants() {
    // One class, equal unions: the pooled IoU is the mean of the pictures' IoUs, whose standard error is known.
    std::mt19937 random(3);
    std::vector<ImageCounts> set;
    std::vector<double> ious;
    for (int i = 0; i < 400; ++i) {
      const auto right = static_cast<std::int64_t>(300 + random() % 401);
      set.push_back({{0, right, 1000, right}});
      ious.push_back(static_cast<double>(right) / 10);
    }
    const double mean = std::accumulate(ious.begin(), ious.end(), 0.0) / 400;
    double variance = 0;
    for (const double value : ious) variance += (value - mean) * (value - mean) / 400;
    const double half = 1.96 * std::sqrt(variance / 400);
    StatisticsOptions options;
    options.resamples = 4000;
    const auto result = bootstrapScores(set, 1, {}, options, {}, quiet_);
    SSA_VERIFY_OK(result);
    QCOMPARE(*result->mIoU.value, mean);
    QVERIFY(std::abs(result->mIoU.interval->low - (mean - half)) < 0.15 * half);
    QVERIFY(std::abs(result->mIoU.interval->high - (mean + half)) < 0.15 * half);
  }

  void onePictureHasNoInterval() {
    const std::vector<ImageCounts> set = {twoClasses(400, 300), {{0, 5, 10, 10}}};
    const auto result = bootstrapScores(set, 2, {}, {}, {}, quiet_);
    SSA_VERIFY_OK(result);
    QVERIFY(result->classes[0].interval.has_value());
    QVERIFY(result->classes[1].value.has_value());
    QVERIFY(!result->classes[1].interval.has_value());
    QCOMPARE(result->classes[1].images, 1);
  }

  void theSameSeedGivesTheSameFigures() {
    const std::vector<ImageCounts> first = noisySet(30, 1, 300), second = noisySet(30, 2, 310);
    const auto a = pairedStatistics(first, second, 2, {}, seeded(4), {}, quiet_),
               b = pairedStatistics(first, second, 2, {}, seeded(4), {}, quiet_),
               c = pairedStatistics(first, second, 2, {}, seeded(5), {}, quiet_);
    SSA_VERIFY_OK(a);
    QCOMPARE(a->mIoU.interval->low, b->mIoU.interval->low);
    QCOMPARE(*a->p, *b->p);
    QVERIFY(a->mIoU.interval->low != c->mIoU.interval->low);
  }

  void equalMasksDifferByNothing() {
    const std::vector<ImageCounts> set = noisySet(25, 9, 320);
    const auto result = pairedStatistics(set, set, 2, {}, {}, {}, quiet_);
    SSA_VERIFY_OK(result);
    QCOMPARE(*result->mIoU.value, 0.0);
    QCOMPARE(result->mIoU.interval->low, 0.0);
    QCOMPARE(result->mIoU.interval->high, 0.0);
    QCOMPARE(*result->p, 1.0);
  }

  void aClearGainIsFound() {
    const std::vector<ImageCounts> first = noisySet(40, 1, 250), second = noisySet(40, 2, 380);
    const auto result = pairedStatistics(first, second, 2, {}, {}, {}, quiet_);
    SSA_VERIFY_OK(result);
    QVERIFY(result->mIoU.interval->low > 0);
    QVERIFY(*result->p < 0.001);
    const auto back = pairedStatistics(second, first, 2, {}, {}, {}, quiet_);
    QCOMPARE(*back->mIoU.value, -*result->mIoU.value);
    QCOMPARE(*back->p, *result->p);
  }

  void pairingSeesWhatPoolingHides() {
    // Pictures differ by far more than the two sides, but one side is a little better on every picture.
    std::vector<ImageCounts> first, second;
    for (int i = 0; i < 30; ++i) {
      first.push_back(twoClasses(100 + 13 * i, 100 + 13 * i));
      second.push_back(twoClasses(104 + 13 * i, 104 + 13 * i));
    }
    const auto single = bootstrapScores(first, 2, {}, {}, {}, quiet_);
    const auto paired = pairedStatistics(first, second, 2, {}, {}, {}, quiet_);
    QVERIFY(single->mIoU.interval->high - single->mIoU.interval->low > 5);
    QVERIFY(paired->mIoU.interval->low > 0 && paired->mIoU.interval->high < 2);
    QVERIFY(*paired->p < 0.001);
  }

  void withoutADifferenceSmallPValuesAreRare() {
    // Masks of one and the same quality: p must be about uniform.
    StatisticsOptions options;
    options.resamples = 0;
    options.permutations = 400;
    constexpr int kTrials = 200;
    int under_5 = 0, under_50 = 0;
    for (unsigned trial = 0; trial < kTrials; ++trial) {
      const auto result =
          pairedStatistics(noisySet(20, 2 * trial + 50, 300), noisySet(20, 2 * trial + 51, 300), 2, {}, options, {}, quiet_);
      under_5 += *result->p < 0.05;
      under_50 += *result->p < 0.5;
    }
    std::printf("of %d null trials %d had p < 0.05, %d had p < 0.5\n", kTrials, under_5, under_50);
    QVERIFY(under_5 >= 2 && under_5 <= 20);  // expected 10, standard deviation 3.1
    QVERIFY(under_50 >= 78 && under_50 <= 122);
  }

  void drawsStayInsideTheirSet() {
    // Two sets of which one is perfect and one is empty: with strata every resample has the same share of both.
    std::vector<ImageCounts> set;
    std::vector<int> strata;
    for (int i = 0; i < 20; ++i) {
      set.push_back({{0, i < 10 ? 100 : 0, 100, i < 10 ? 100 : 0}});
      strata.push_back(i < 10 ? 3 : -1);
    }
    const auto stratified = bootstrapScores(set, 1, strata, {}, {}, quiet_);
    QCOMPARE(stratified->mIoU.interval->low, 50.0);
    QCOMPARE(stratified->mIoU.interval->high, 50.0);
    const auto pooled = bootstrapScores(set, 1, {}, {}, {}, quiet_);
    QVERIFY(pooled->mIoU.interval->high - pooled->mIoU.interval->low > 20);
  }

  void nothingHasNoScore() {
    const auto result = pairedStatistics({}, {}, 2, {}, {}, {}, quiet_);
    SSA_VERIFY_OK(result);
    QVERIFY(!result->mIoU.value.has_value());
    QCOMPARE(*result->p, 1.0);
  }

  void aStopEndsIt() {
    StopSource stop;
    stop.request_stop();
    const auto result = bootstrapScores(noisySet(5, 1, 300), 2, {}, {}, stop.get_token(), quiet_);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::stopped);
  }

  void unlikeSetsAreRefused() {
    const std::vector<ImageCounts> set = noisySet(3, 1, 300);
    const std::vector<int> strata = {0, 1};
    QVERIFY_EXCEPTION_THROWN((void)bootstrapScores(set, 2, strata, {}, {}, quiet_), ContractViolation);
    QVERIFY_EXCEPTION_THROWN((void)bootstrapScores(set, 1, {}, {}, {}, quiet_), ContractViolation);
    QVERIFY_EXCEPTION_THROWN((void)pairedStatistics(set, {}, 2, {}, {}, {}, quiet_), ContractViolation);
  }

  void aLargeSetTakesSeconds() {
    const std::vector<ImageCounts> first = largeSet(1), second = largeSet(2);
    const std::clock_t start = std::clock();
    SSA_VERIFY_OK(pairedStatistics(first, second, 150, {}, {}, {}, quiet_));
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("paired statistics, K = 150, 2,000 pictures, 1,000 resamples, 10,000 permutations: %.2f s\n", seconds);
    QVERIFY(seconds < 30);
  }

 private:
  NoProgress quiet_;
};

std::unique_ptr<QObject> makeStatisticsTest() { return std::make_unique<StatisticsTest>(); }

}  // namespace ssa::test

#include "statistics_test.moc"
