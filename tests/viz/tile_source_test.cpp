#include "widgets/canvas/tile_source.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "tests/viz/canvas_fixture.h"

namespace ssa::test {
namespace {

/// A texel of a tile by its place in the level.
const std::uint8_t* texel(const TileBytes& tile, TilePlace place, int x, int y, std::size_t bytes) {
  const int column = x - place.column * kTileInner + kTileGutter, row = y - place.row * kTileInner + kTileGutter;
  return tile.full.data() + (static_cast<std::size_t>(row) * kTileSide + static_cast<std::size_t>(column)) * bytes;
}

int idAt(int x, int y) { return (x * 31 + y * 17 + x / kTileInner * 5) % 255; }

}  // namespace

class TileSourceTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void labelTilesHoldTheIdsAndTheirNeighbours() {
    const auto source = makeLabelTiles(makeLabels({1300, 700}, idAt));
    for (const TilePlace place : {TilePlace{0, 0, 0}, {0, 1, 0}, {0, 2, 1}}) {
      const TileBytes tile = source->make(place);
      for (int y = place.row * kTileInner - kTileGutter; y < (place.row + 1) * kTileInner + kTileGutter; ++y)
        for (int x = place.column * kTileInner - kTileGutter; x < (place.column + 1) * kTileInner + kTileGutter; ++x)
          QCOMPARE(static_cast<int>(*texel(tile, place, x, y, 1)), idAt(std::clamp(x, 0, 1299), std::clamp(y, 0, 699)));
    }
  }

  void coarseLabelsAreIdsTheTexelCovers() {
    const auto labels = makeLabels({1300, 700}, idAt);
    const auto source = makeLabelTiles(labels);
    const TileBytes tile = source->make({2, 0, 0});
    for (int y = 0; y < 175; ++y)
      for (int x = 0; x < std::min(325, kTileInner); ++x) {
        const int id = *texel(tile, {2, 0, 0}, x, y, 1);
        bool covered = false;
        for (int dy = 0; dy < 4; ++dy)
          for (int dx = 0; dx < 4; ++dx) covered = covered || (y * 4 + dy < 700 && labels->row(y * 4 + dy)[x * 4 + dx] == id);
        QVERIFY(covered);
      }
  }

  void coarsePictureTexelsAreMeans_data() {
    QTest::addColumn<int>("level");
    for (const int level : {1, 2, 3}) QTest::addRow("level %d", level) << level;
  }
  void coarsePictureTexelsAreMeans() {
    QFETCH(int, level);
    const Size size{4801, 2703};
    const auto image = makeImage(size, [](int x, int y) {
      return Rgb{static_cast<std::uint8_t>(x * 3 + y), static_cast<std::uint8_t>(y * 5), static_cast<std::uint8_t>(x ^ y)};
    });
    const auto source = makePictureTiles(image);
    const int step = 1 << level;
    const Size there = source->sizeAt(level);
    int worst = 0;
    for (int row = 0; row < source->rows(level); ++row)
      for (int column = 0; column < source->columns(level); ++column) {
        const TilePlace place{level, column, row};
        const TileBytes tile = source->make(place);
        // Every 7th texel and the gutters on both sides of the tile's edges.
        for (int y = row * kTileInner - kTileGutter; y < (row + 1) * kTileInner + kTileGutter; y += 7)
          for (int x = column * kTileInner - kTileGutter; x < (column + 1) * kTileInner + kTileGutter; ++x) {
            const int at_x = std::clamp(x, 0, there.width - 1), at_y = std::clamp(y, 0, there.height - 1);
            if ((at_x + 1) * step > size.width || (at_y + 1) * step > size.height) continue;  // the rim counts a half pixel twice
            for (int c = 0; c < 3; ++c) {
              int sum = 0;
              for (int dy = 0; dy < step; ++dy)
                for (int dx = 0; dx < step; ++dx) sum += image->row(at_y * step + dy)[(at_x * step + dx) * 3 + c];
              worst = std::max(worst, std::abs(sum / (step * step) - texel(tile, place, x, y, 4)[c]));
            }
          }
      }
    QVERIFY2(worst <= level, qPrintable(QString::number(worst)));  // half a step of rounding per level
  }

  void theTopLevelIsOneTile() {
    for (const Size size : {Size{1, 1}, Size{kTileInner, kTileInner}, Size{kTileInner + 1, 10}, Size{16384, 16384}, Size{70000, 3}}) {
      const auto source =
          makeLabelTiles(std::make_shared<LabelMap>(Size{std::min(size.width, 20000), std::min(size.height, 20000)}));
      QCOMPARE(source->columns(source->topLevel()), 1);
      QCOMPARE(source->rows(source->topLevel()), 1);
      QVERIFY(source->topLevel() == 0 || source->columns(source->topLevel() - 1) > 1 || source->rows(source->topLevel() - 1) > 1);
    }
  }

  void scoresKeepTheirBits() {
    auto map = std::make_shared<ScoreMap>(Size{600, 20});
    for (std::size_t i = 0; i < map->values().size(); ++i) map->values()[i] = static_cast<float>(i) / 12000;
    const auto source = makeScoreTiles(map);
    const TileBytes tile = source->make({0, 1, 0});
    for (int x = kTileInner; x < 340; ++x) {
      float value = 0;
      std::memcpy(&value, texel(tile, {0, 1, 0}, x, 7, 4), 4);
      QCOMPARE(value, map->at({x, 7}));
    }
  }
};

std::unique_ptr<QObject> makeTileSourceTest() { return std::make_unique<TileSourceTest>(); }

}  // namespace ssa::test

#include "tile_source_test.moc"
