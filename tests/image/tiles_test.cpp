#include <thread>

#include "engine/image/tiles.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {

class TilesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void levelsHalveAndRoundUp() {
    QCOMPARE(levelSize({1001, 7}, 0), (Size{1001, 7}));
    QCOMPARE(levelSize({1001, 7}, 1), (Size{501, 4}));
    QCOMPARE(levelSize({1001, 7}, 4), (Size{63, 1}));
    const ImagePyramid pyramid(std::make_shared<Image8>(test::scenery(1001, 7)));
    QCOMPARE(pyramid.levels(), 3);
    QCOMPARE(pyramid.level(2).size(), (Size{251, 2}));
    QCOMPARE(pyramid.level(99).size(), (Size{251, 2}));
    QCOMPARE(&pyramid.level(1), &pyramid.level(1));
    QCOMPARE(ImagePyramid(std::make_shared<Image8>(test::scenery(256, 1))).levels(), 1);
    QCOMPARE(ImagePyramid(std::make_shared<Image8>(test::scenery(257, 1))).levels(), 2);
  }

  void aLevelIsTheMeanOfBlocks() {
    Image8 image({3, 3});
    for (std::size_t i = 0; i < 27; ++i) image.pixels()[i] = static_cast<std::uint8_t>(i / 3 * 10);
    const Image8 half = halved(image);  // red: 0 10 20 / 30 40 50 / 60 70 80
    QCOMPARE(half.size(), (Size{2, 2}));
    QCOMPARE(int{half.row(0)[0]}, 20);
    QCOMPARE(int{half.row(0)[3]}, 35);
    QCOMPARE(int{half.row(1)[0]}, 65);
    QCOMPARE(int{half.row(1)[3]}, 80);
  }

  void levelsMayBeAskedForFromSeveralThreads() {
    const ImagePyramid pyramid(std::make_shared<Image8>(test::scenery(2048, 512)));
    std::vector<const Image8*> seen(4);
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < seen.size(); ++i) threads.emplace_back([&, i] { seen[i] = &pyramid.level(3); });
    }
    for (const Image8* level : seen) QCOMPARE(level, seen[0]);
    QCOMPARE(seen[0]->size(), (Size{256, 64}));
  }

  void tilesAreCutToThePicture() {
    const Image8 image = test::scenery(10, 6);
    const auto rgb = extractRgb(image, {8, 4, 100, 100});
    QCOMPARE(rgb.size(), std::size_t{2 * 2 * 3});
    QCOMPARE(rgb[3], image.row(4)[27]);
    const auto rgba = extractRgba(image, {8, 4, 100, 100});
    QCOMPARE(rgba.size(), std::size_t{2 * 2 * 4});
    QCOMPARE(int{rgba[7]}, 255);
    QCOMPARE(rgba[4], rgb[3]);
    QVERIFY(extractRgb(image, {20, 20, 5, 5}).empty());
  }

  void labelTilesHoldOnlyStoredIds() {
    LabelMap labels({9, 5}, 1);
    labels.row(2)[2] = 77;
    const auto full = extractLabels(labels, 0, {1, 2, 3, 1});
    QVERIFY((full == std::vector<std::uint8_t>{1, 77, 1}));
    const auto level2 = extractLabels(labels, 2, {0, 0, 10, 10});
    QCOMPARE(level2.size(), std::size_t{3 * 2});
    QCOMPARE(int{level2[0]}, 77);  // the middle of the first 4×4 block
    for (std::size_t i = 1; i < level2.size(); ++i) QCOMPARE(int{level2[i]}, 1);
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeTilesTest() { return std::make_unique<ssa::TilesTest>(); }
#include "tiles_test.moc"
