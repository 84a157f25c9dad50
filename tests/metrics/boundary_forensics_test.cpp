// Distances, thickness, border elements and kinds of error, by hand.
#include "engine/metrics/boundary_forensics.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/core/random.h"
#include "engine/metrics/distance.h"
#include "engine/metrics/regions.h"
#include "tests/metrics/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

LabelMap drawn(Size size, const std::function<int(int, int)>& id) {
  LabelMap map(size);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) map.row(y)[x] = static_cast<std::uint8_t>(id(x, y));
  return map;
}

/// Class 0 left of `x`, class 1 from there on, 20 x 12.
LabelMap split(int at) {
  return drawn({20, 12}, [at](int x, int) { return x < at ? 0 : 1; });
}

Forensics studied(const LabelMap& truth, const LabelMap& predicted, float confidence = -1, const ForensicsOptions& options = {}) {
  ScoreMap map;
  if (confidence >= 0) {
    map = ScoreMap(truth.size());
    std::fill(map.values().begin(), map.values().end(), confidence);
  }
  auto result = boundaryForensics(truth, predicted, map, 3, options);
  if (!result) qFatal("%s", result.error().toString().c_str());
  return *result;
}

}  // namespace

class BoundaryForensicsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void distancesEqualBruteForce() {
    const Size size{23, 17};
    Random random(3);
    std::vector<std::uint8_t> inside(static_cast<std::size_t>(size.area()));
    for (std::uint8_t& one : inside) one = random.below(30) == 0 ? 1 : 0;
    const std::vector<float> ours = squaredDistance(inside, size);
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) {
        float best = kFarSquared;
        for (int v = 0; v < size.height; ++v)
          for (int u = 0; u < size.width; ++u)
            if (inside[static_cast<std::size_t>(v * size.width + u)] != 0)
              best = std::min(best, static_cast<float>((x - u) * (x - u) + (y - v) * (y - v)));
        QCOMPARE(ours[static_cast<std::size_t>(y * size.width + x)], best);
      }
    }
    std::fill(inside.begin(), inside.end(), std::uint8_t{0});
    QCOMPARE(squaredDistance(inside, size).front(), kFarSquared);
  }

  void thicknessIsTheLargestDisc() {
    const auto at = [](const std::vector<float>& t, int x, int y) { return t[static_cast<std::size_t>(y * 30 + x)]; };
    const auto bar = [](int rows) {
      return localThickness(drawn({30, 30}, [rows](int, int y) { return y >= 10 && y < 10 + rows ? 1 : 0; }), 32);
    };
    for (const auto& [rows, expected] : {std::pair{1, 1.0F}, {2, 1.0F}, {3, 3.0F}, {5, 5.0F}, {7, 7.0F}})
      for (int y = 10; y < 10 + rows; ++y) QCOMPARE(at(bar(rows), 15, y), expected);
    // A square with a tail of one pixel: the tail stays thin, the square is thick to its corners.
    const std::vector<float> tailed = localThickness(
        drawn({30, 30}, [](int x, int y) { return (x >= 5 && x < 10 && y >= 5 && y < 10) || (y == 7 && x >= 10 && x < 20); }),
        32);
    QCOMPARE(at(tailed, 5, 5), 5.0F);
    QCOMPARE(at(tailed, 15, 7), 1.0F);
    // The picture's edge bounds nothing; the cap holds; void has none.
    const std::vector<float> whole = localThickness(drawn({30, 30}, [](int x, int) { return x == 0 ? 255 : 4; }), 10);
    QCOMPARE(at(whole, 29, 29), 19.0F);
    QCOMPARE(at(whole, 0, 3), 0.0F);
    // With smaller discs nothing gets thicker, and the middle has the cap.
    const LabelMap bowl = drawn({30, 30}, [](int x, int y) { return (x - 14) * (x - 14) + (y - 14) * (y - 14) < 150 ? 1 : 0; });
    const std::vector<float> free = localThickness(bowl, 40), capped = localThickness(bowl, 6);
    for (std::size_t i = 0; i < free.size(); ++i) QVERIFY(capped[i] <= std::min(free[i], 11.0F) && capped[i] >= 1);
    QCOMPARE(at(capped, 14, 14), 11.0F);
    QCOMPARE(at(free, 14, 14), 2 * std::sqrt(153.0F) - 1);  // the nearest pixel outside is (12, 3) away
  }

  void aMovedBorderIsMeasured() {
    for (const auto& [to, expected] : {std::pair{13, 3.0F}, {7, -3.0F}, {10, 0.0F}}) {
      const Forensics found = studied(split(10), split(to));
      QCOMPARE(found.border.size(), std::size_t{12});
      for (const BorderElement& element : found.border) {
        QCOMPARE(element.distance.value_or(99), expected);
        QCOMPARE(element.low, (Point{9, element.low.y}));
        QCOMPARE(element.high, (Point{10, element.low.y}));
        QCOMPARE(element.curvature, 0.0F);
        QCOMPARE(element.thickness, 19.0F);  // ten columns up to the picture's edge
      }
      QCOMPARE(found.regions.size(), std::size_t{to == 10 ? 0U : 1U});
      if (to == 10) continue;
      QCOMPARE(found.regions[0].kind, ErrorKind::shift);
      QCOMPARE(found.regions[0].pixels, std::int64_t{36});
      QCOMPARE(found.regions[0].depth_px.value_or(0), 3.0F);
      QCOMPARE(found.regions[0].box, to == 13 ? (Rect{10, 0, 3, 12}) : (Rect{7, 0, 3, 12}));
    }
    // The sign belongs to the lower id, wherever it lies.
    const LabelMap truth = drawn({20, 12}, [](int x, int) { return x < 10 ? 1 : 0; });
    const LabelMap predicted = drawn({20, 12}, [](int x, int) { return x < 13 ? 1 : 0; });
    for (const BorderElement& element : studied(truth, predicted).border) QCOMPARE(element.distance.value_or(99), -3.0F);
  }

  void aBorderOutOfReachIsLost() {
    ForensicsOptions options;
    options.reach_px = 4;
    for (const BorderElement& element : studied(split(10), split(14), -1, options).border)
      QCOMPARE(element.distance.value_or(99), 4.0F);
    for (const BorderElement& element : studied(split(10), split(15), -1, options).border) QVERIFY(!element.distance);
    // Another pair's border does not count.
    const LabelMap other = drawn({20, 12}, [](int x, int) { return x < 10 ? 0 : 2; });
    for (const BorderElement& element : studied(split(10), other).border) QVERIFY(!element.distance);
  }

  void everyKindHasItsRule() {
    const LabelMap nothing = drawn({20, 12}, [](int, int) { return 0; });
    // Ten columns deep: not a shift. Ran over from where 0 is right; sure of itself: doubtful.
    QCOMPARE(studied(split(10), nothing).regions[0].kind, ErrorKind::leak);
    QCOMPARE(studied(split(10), nothing, 0.95F).regions[0].kind, ErrorKind::doubtfulTruth);
    QCOMPARE(studied(split(10), nothing, 0.85F).regions[0].kind, ErrorKind::leak);
    // A line of one pixel that was not seen.
    const LabelMap line = drawn({20, 12}, [](int, int y) { return y == 6 ? 1 : 0; });
    const Forensics missed = studied(line, nothing, 0.99F);
    QCOMPARE(missed.regions[0].kind, ErrorKind::missedThinPart);
    QCOMPARE(missed.regions[0].thinShare, 1.0);
    QCOMPARE(missed.kinds.at({3, 6}), static_cast<std::uint8_t>(ErrorKind::missedThinPart));
    QCOMPARE(missed.kinds.at({3, 5}), kIgnore);
    // A class where none is.
    const LabelMap block = drawn({20, 12}, [](int x, int y) { return x < 4 && y < 4 ? 2 : 0; });
    const Forensics island = studied(nothing, block);
    QCOMPARE(island.regions[0].kind, ErrorKind::island);
    QVERIFY(!island.regions[0].depth_px);
    // Far from the true 1 but at most five away from it: a shift, even as an island of its own.
    const LabelMap bit = drawn({20, 12}, [](int x, int) { return x >= 10 || x == 7 ? 1 : 0; });
    QCOMPARE(studied(split(10), bit).regions[0].kind, ErrorKind::shift);
    QCOMPARE(studied(split(10), bit).regions[0].depth_px.value_or(0), 3.0F);
  }

  void regionsAreOnePairOfClasses() {
    // Two wrong classes side by side are two regions; diagonal neighbours of one pair are one.
    const LabelMap truth = drawn({6, 4}, [](int, int) { return 0; });
    const LabelMap predicted = drawn({6, 4}, [](int x, int y) {
      return y == 1 && x < 2 ? 1 : y == 1 && x < 4 ? 2 : y == 2 && x == 4 ? 2 : 0;
    });
    const Forensics found = studied(truth, predicted);
    QCOMPARE(found.regions.size(), std::size_t{2});
    QCOMPARE(found.regions[0].pixels, std::int64_t{2});
    QCOMPARE(found.regions[1].pixels, std::int64_t{3});
    QCOMPARE(found.regions[1].box, (Rect{2, 1, 3, 2}));
    QCOMPARE(found.regions[1].first, (Point{2, 1}));
  }

  void voidMakesNeitherBorderNorError() {
    const LabelMap truth = drawn({20, 12}, [](int x, int) { return x < 9 ? 0 : x < 11 ? 255 : 1; });
    const Forensics found = studied(truth, split(9));
    QVERIFY(found.border.empty() && found.regions.empty());
    QCOMPARE(found.known, std::int64_t{18 * 12});
    // Ids beyond the table are void too.
    const LabelMap beyond = drawn({20, 12}, [](int x, int) { return x < 10 ? 0 : 7; });
    QVERIFY(studied(beyond, split(4)).border.empty());
  }

  void aDiscHasTheCurvatureOfItsRadius() {
    const auto mean = [](int inner, int outer) {
      const LabelMap disc =
          drawn({80, 80}, [&](int x, int y) { return (x - 40) * (x - 40) + (y - 40) * (y - 40) <= 400 ? inner : outer; });
      double sum = 0;
      const Forensics found = studied(disc, disc);
      for (const BorderElement& element : found.border) sum += static_cast<double>(element.curvature);
      return sum / static_cast<double>(found.border.size());
    };
    QVERIFY2(std::abs(mean(0, 1) - 0.05) < 0.005, qPrintable(QString::number(mean(0, 1))));
    QVERIFY(std::abs(mean(1, 0) + mean(0, 1)) < 1e-6);
  }

  void countsAddUp() {
    ForensicsOptions options;
    ForensicsCounts counts = countForensics(studied(split(10), split(13)), options);
    QCOMPARE(counts.border.elements, std::int64_t{12});
    QCOMPARE(counts.border.meanSigned().value_or(0), 3.0);
    QCOMPARE(counts.border.lostShare().value_or(9), 0.0);
    QCOMPARE(counts.wrong(), std::int64_t{36});
    QCOMPARE(counts.byThickness[3].elements, std::int64_t{12});  // 19 px: from 16 to 32
    QCOMPARE(counts.byCurvature[0].elements, std::int64_t{12});
    const ForensicsCounts lost = countForensics(studied(split(10), drawn({20, 12}, [](int, int) { return 0; })), options);
    QVERIFY(!lost.border.meanSigned());
    counts.add(lost);
    QCOMPARE(counts.border.elements, std::int64_t{24});
    QCOMPARE(counts.border.meanAbsolute().value_or(0), 3.0);
    QCOMPARE(counts.border.meanClipped().value_or(0), 11.5);  // 12 x 3 and 12 x 20 over 24
    QCOMPARE(counts.border.lostShare().value_or(0), 50.0);
    QCOMPARE(counts.pairs.size(), std::size_t{1});
    QCOMPARE(counts.pairs[0].border.elements, std::int64_t{24});
    QCOMPARE(counts.kinds[static_cast<std::size_t>(ErrorKind::shift)].regions, std::int64_t{1});
    QCOMPARE(counts.kinds[static_cast<std::size_t>(ErrorKind::leak)].pixels, std::int64_t{120});
    QCOMPARE(counts.known, std::int64_t{480});
  }

  void unlikeSizesAreErrors() {
    QCOMPARE(boundaryForensics(split(3), LabelMap({3, 3}), {}, 3, {}).error().code, ErrorCode::sizeMismatch);
    QCOMPARE(boundaryForensics(split(3), split(3), ScoreMap({3, 3}), 3, {}).error().code, ErrorCode::sizeMismatch);
  }

  void regionsAreNumberedInReadingOrder() {
    // A U: both arms begin before they meet.
    const std::vector<std::int32_t> keys{5, -1, 5, 5, -1, 5, 5, 5, 5, -1, -1, 7};
    const Regions regions = connectedRegions(keys, {3, 4});
    QCOMPARE(regions.first, (std::vector<std::size_t>{0, 11}));
    QCOMPARE(regions.box[0], (Rect{0, 0, 3, 3}));
    QCOMPARE(regions.region[2], 0);
    QCOMPARE(regions.region[1], kNoRegion);
  }
};

std::unique_ptr<QObject> makeBoundaryForensicsTest() { return std::make_unique<BoundaryForensicsTest>(); }

}  // namespace ssa::test

#include "boundary_forensics_test.moc"
