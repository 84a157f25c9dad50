#include "engine/metrics/boundary_scores.h"

#include <algorithm>
#include <ctime>
#include <random>

#include "engine/metrics/confusion_matrix.h"
#include "tests/data/masks.h"
#include "tests/metrics/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

/// Rectangles of random classes with some single pixels and ignored stripes.
LabelMap scene(Size size, int classes, unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&](int bound) { return static_cast<int>(random() % static_cast<unsigned>(std::max(1, bound))); };
  LabelMap map(size, 0);
  for (int k = 0; k < 14; ++k) {
    const int x = below(size.width), y = below(size.height), w = 1 + below(size.width / 2), h = 1 + below(size.height / 2);
    const int id = k % 5 == 4 ? kIgnore : below(classes);
    for (int row = y; row < std::min(y + h, size.height); ++row)
      for (int col = x; col < std::min(x + w, size.width); ++col) map.row(row)[col] = static_cast<std::uint8_t>(id);
  }
  for (int k = 0; k < 6; ++k) map.row(below(size.height))[below(size.width)] = static_cast<std::uint8_t>(below(classes));
  return map;
}

/// The definition, pixel by pixel: is there another class within `width` steps?
bool nearOther(const LabelMap& map, Point p, int width) {
  const int own = map.at(p);
  if (own == kIgnore) return false;
  for (int y = std::max(0, p.y - width); y <= std::min(map.height() - 1, p.y + width); ++y)
    for (int x = std::max(0, p.x - width); x <= std::min(map.width() - 1, p.x + width); ++x)
      if (map.at({x, y}) != own && map.at({x, y}) != kIgnore) return true;
  return false;
}

bool nearContourOf(const LabelMap& map, Point p, int id, int width) {
  for (int y = std::max(0, p.y - width); y <= std::min(map.height() - 1, p.y + width); ++y)
    for (int x = std::max(0, p.x - width); x <= std::min(map.width() - 1, p.x + width); ++x)
      if (map.at({x, y}) == id && nearOther(map, {x, y}, 1)) return true;
  return false;
}

BoundaryCounts plainCounts(const LabelMap& truth, const LabelMap& predicted, int id, int width) {
  BoundaryCounts row{width, id, {id, 0, 0, 0}, {id, 0, 0, 0}, 0, 0, 0, 0};
  LabelMap shown = predicted;
  for (std::size_t i = 0; i < shown.labels().size(); ++i)
    if (truth.labels()[i] == kIgnore) shown.labels()[i] = kIgnore;
  for (int y = 0; y < truth.height(); ++y) {
    for (int x = 0; x < truth.width(); ++x) {
      const Point p{x, y};
      const bool t = truth.at(p) == id, s = shown.at(p) == id;
      const bool in_truth = nearOther(truth, p, width), in_predicted = nearOther(shown, p, width);
      row.edge.truth += t && in_truth;
      row.edge.predicted += s && in_predicted;
      row.edge.intersection += t && s && in_truth && in_predicted;
      row.band.truth += t && in_truth;
      row.band.predicted += s && in_truth;
      row.band.intersection += t && s && in_truth;
      if (t && nearOther(truth, p, 1)) {
        ++row.truthContour;
        row.truthFound += nearContourOf(shown, p, id, width);
      }
      if (s && nearOther(shown, p, 1)) {
        ++row.predictedContour;
        row.predictedFound += nearContourOf(truth, p, id, width);
      }
    }
  }
  return row;
}

}  // namespace

class BoundaryScoresTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void countsEqualThePlainLoops_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("classes");
    QTest::addColumn<unsigned>("seed");
    QTest::newRow("few classes") << 37 << 29 << 4 << 1U;
    QTest::newRow("more classes than bits in a byte") << 41 << 33 << 13 << 2U;
    QTest::newRow("flat") << 53 << 3 << 3 << 3U;
    QTest::newRow("a column") << 1 << 40 << 5 << 4U;
    QTest::newRow("one pixel") << 1 << 1 << 2 << 5U;
  }
  void countsEqualThePlainLoops() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, classes);
    QFETCH(unsigned, seed);
    const std::vector<std::vector<int>> lists = {{1, 2, 3, 5, 8, 12}, {2, 9}};
    const LabelMap truth = scene({width, height}, classes, seed), predicted = scene({width, height}, classes, seed + 100);
    for (const std::vector<int>& widths : lists) {
      const auto rows = BoundaryScorer(truth, classes, widths).score(predicted);
      SSA_VERIFY_OK(rows);
      std::size_t next = 0;
      for (const int d : widths) {
        for (int id = 0; id < classes; ++id) {
          const BoundaryCounts expected = plainCounts(truth, withoutIgnored(predicted, classes), id, d);
          const bool empty =
              expected.edge.unionPixels() + expected.band.unionPixels() + expected.truthContour + expected.predictedContour == 0;
          if (empty) continue;
          QVERIFY(next < rows->size());
          QVERIFY2((*rows)[next] == expected, qPrintable(QStringLiteral("class %1, width %2").arg(id).arg(d)));
          ++next;
        }
      }
      QCOMPARE(next, rows->size());
    }
  }

  void aMaskScoresFullAgainstItself() {
    const LabelMap map = scene({64, 48}, 5, 7);
    BoundaryTally tally(5, {1, 4});
    const auto rows = BoundaryScorer(map, 5, {1, 4}).score(map);
    SSA_VERIFY_OK(rows);
    tally.add(*rows);
    for (const BoundaryScores& scores : tally.scores()) {
      QCOMPARE(*scores.mBoundaryIoU, 100.0);
      QCOMPARE(*scores.mTrimapIoU, 100.0);
      QCOMPARE(*scores.mBoundaryF, 100.0);
    }
  }

  void aShiftOfOnePixelIsSeenAtItsWidth() {
    // A vertical border at x = 10, predicted at x = 11: every contour pixel is one step away.
    LabelMap truth({20, 6}, 0), predicted({20, 6}, 0);
    for (int y = 0; y < 6; ++y) {
      std::fill(truth.row(y) + 10, truth.row(y) + 20, std::uint8_t{1});
      std::fill(predicted.row(y) + 11, predicted.row(y) + 20, std::uint8_t{1});
    }
    BoundaryTally tally(2, {1, 2});
    tally.add(*BoundaryScorer(truth, 2, {1, 2}).score(predicted));
    const auto scores = tally.scores();
    QCOMPARE(*scores[0].classes[0].boundaryIoU, 0.0);            // columns 9 and 10 have nothing in common
    QCOMPARE(*scores[0].classes[0].trimapIoU, 50.0);             // columns 9, 10: both called 0
    QCOMPARE(*scores[0].classes[1].trimapIoU, 0.0);              // column 10 is missed
    QCOMPARE(*scores[0].mBoundaryF, 100.0);                      // found within one step
    QCOMPARE(*scores[1].classes[0].boundaryIoU, 100.0 * 1 / 3);  // 8, 9 against 9, 10
  }

  void aBorderAcrossIgnoredPixelsCountsOnceTheBandReachesIt() {
    const LabelMap truth = labels(8, {0, 0, 0, 255, 255, 1, 1, 1});
    const auto rows = BoundaryScorer(truth, 2, {1, 2, 3}).score(labels(8, {0, 0, 0, 0, 1, 1, 1, 1}));
    SSA_VERIFY_OK(rows);
    QCOMPARE(rows->size(), std::size_t{2});  // nothing within 1 or 2 steps
    QCOMPARE(rows->front().width_px, 3);
    QCOMPARE(rows->front().edge.truth, 1);
    QCOMPARE(rows->front().edge.intersection, 1);
  }

  void anIdOutsideTheTableIsWrong() {
    const auto rows = BoundaryScorer(labels(4, {0, 0, 1, 1}), 2, {1}).score(labels(4, {0, 9, 255, 1}));
    SSA_VERIFY_OK(rows);
    QCOMPARE(rows->size(), std::size_t{2});
    QCOMPARE((*rows)[0].band.truth, 1);
    QCOMPARE((*rows)[0].band.predicted, 0);
    QCOMPARE((*rows)[0].predictedContour, 1);  // pixel 0, beside the stranger
  }

  void unlikeSizesAndOddWidthsAreRefused() {
    const LabelMap map({4, 4}, 0);
    const auto done = BoundaryScorer(map, 2, {1}).score(LabelMap({4, 5}, 0));
    QVERIFY(!done.ok());
    QCOMPARE(done.error().code, ErrorCode::sizeMismatch);
    QVERIFY_EXCEPTION_THROWN(BoundaryScorer(map, 2, {}), ContractViolation);
    QVERIFY_EXCEPTION_THROWN(BoundaryScorer(map, 2, {2, 2}), ContractViolation);
    QVERIFY_EXCEPTION_THROWN(BoundaryScorer(map, 2, {0, 2}), ContractViolation);
  }

  void sixWidthsCostAFewMillisecondsAMegapixel() {
    // 19 classes on 2 megapixels, processor time; the bound leaves room for a busy machine, not for another order.
    const Size size{2048, 1024};
    const LabelMap truth = scene(size, 19, 11), predicted = scene(size, 19, 12);
    double best = 1e9;
    for (int round = 0; round < 3; ++round) {
      const std::clock_t start = std::clock();
      const BoundaryScorer scorer(truth, 19, {1, 2, 3, 5, 8, 12});
      SSA_VERIFY_OK(scorer.score(predicted));
      best = std::min(best, 1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    std::printf("boundary scores, 2048x1024, 19 classes, 6 widths: %.1f ms\n", best);
#ifdef __SANITIZE_ADDRESS__
    QSKIP("speed is not judged under the sanitizers");
#endif
    QVERIFY(best < 1000);
  }

 private:
  /// The plain loops know no "outside": there 255 in a prediction is an id of its own, as in the scorer.
  static LabelMap withoutIgnored(LabelMap map, int classes) {
    for (std::uint8_t& id : map.labels())
      if (id >= classes) id = static_cast<std::uint8_t>(classes);
    return map;
  }
};

std::unique_ptr<QObject> makeBoundaryScoresTest() { return std::make_unique<BoundaryScoresTest>(); }

}  // namespace ssa::test

#include "boundary_scores_test.moc"
