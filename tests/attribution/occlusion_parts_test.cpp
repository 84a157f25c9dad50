// The pieces of the occlusion map, by hand.
#include <QTest>

#include "engine/analysis/occlusion.h"
#include "engine/core/result.h"
#include "tests/attribution/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

class OcclusionPartsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theLastPatchEndsAtTheEdge() {
    const PatchGrid grid = patchGrid({10, 4}, 4, 3);
    QCOMPARE(grid.lefts, (std::vector<int>{0, 3, 6}));
    QCOMPARE(grid.tops, (std::vector<int>{0}));
    QCOMPARE(patchGrid({9, 4}, 4, 3).lefts, (std::vector<int>{0, 3, 5}));
    QCOMPARE(grid.at(2, 0), (Rect{6, 0, 4, 4}));
  }

  void aPatchLargerThanThePictureCoversIt() {
    const PatchGrid grid = patchGrid({5, 3}, 64, 32);
    QCOMPARE(grid.count(), std::size_t{1});
    QCOMPARE(grid.at(0, 0), (Rect{0, 0, 5, 3}));
    QVERIFY_EXCEPTION_THROWN(patchGrid({0, 3}, 4, 2), ContractViolation);
  }

  void everyPixelIsTheMeanOfItsPatches() {
    const PatchGrid grid = patchGrid({5, 2}, 3, 2);  // lefts 0, 2: pixel column 2 lies in both
    const std::vector<float> values{1, 4};
    const ScoreMap map = spreadPatches(grid, values, {5, 2});
    const std::vector<float> row{1, 1, 2.5F, 4, 4};
    for (int y = 0; y < 2; ++y)
      for (int x = 0; x < 5; ++x) QCOMPARE(map.at({x, y}), row[static_cast<std::size_t>(x)]);
  }

  void theMeanColourIsRounded() {
    Image8 image({2, 1});
    const std::uint8_t bytes[] = {0, 10, 255, 1, 20, 255};
    std::copy(std::begin(bytes), std::end(bytes), image.pixels().begin());
    const Image8 mean = meanColour(image);
    QCOMPARE(std::vector<int>(mean.pixels().begin(), mean.pixels().end()), (std::vector<int>{1, 15, 255, 1, 15, 255}));
  }

  void blurringKeepsWhatIsFlatAndSpreadsAPoint() {
    Image8 flat({9, 7});
    std::fill(flat.pixels().begin(), flat.pixels().end(), std::uint8_t{77});
    QCOMPARE(boxBlurred(flat, 3), flat);
    Image8 point({27, 1});
    point.row(0)[13 * 3] = 243;
    const Image8 blurred = boxBlurred(point, 1);
    // Three box filters of side 3: 243/27 times 1 3 6 7 6 3 1.
    const std::vector<int> expected{0, 9, 27, 54, 63, 54, 27, 9, 0};
    for (int i = 0; i < 9; ++i) QCOMPARE(int{blurred.row(0)[(9 + i) * 3]}, expected[static_cast<std::size_t>(i)]);
    QCOMPARE(int{blurred.row(0)[13 * 3 + 1]}, 0);
  }

  void onlyTheRectangleIsCovered() {
    Image8 image({4, 3}), cover({4, 3});
    std::fill(cover.pixels().begin(), cover.pixels().end(), std::uint8_t{9});
    const Image8 result = withRectangle(image, cover, {2, 1, 10, 10});
    int covered = 0;
    for (const std::uint8_t byte : result.pixels()) covered += byte == 9 ? 1 : 0;
    QCOMPARE(covered, 2 * 2 * 3);
    QCOMPARE(int{result.row(1)[2 * 3]}, 9);
    QCOMPARE(int{result.row(0)[2 * 3]}, 0);
  }
};

std::unique_ptr<QObject> makeOcclusionPartsTest() { return std::make_unique<OcclusionPartsTest>(); }

#include "occlusion_parts_test.moc"
