#include "widgets/canvas/tile_source.h"

#include <algorithm>
#include <atomic>
#include <cstring>

namespace ssa {

namespace {
std::atomic<std::uint64_t> nextId{1};
}

TileSource::TileSource(Size size, TileFormat format) : id_(nextId++), size_(size), format_(format) {
  while (sizeAt(topLevel_).width > kTileInner || sizeAt(topLevel_).height > kTileInner) ++topLevel_;
}

Size TileSource::sizeAt(int level) const {
  const int step = 1 << level;
  return {(size_.width + step - 1) / step, (size_.height + step - 1) / step};
}

bool TileSource::isQuick(int) const { return true; }

namespace {

/// Calls `row(y, texels)` for every row of the tile with the source line and the source columns to read: the data
/// pixel in the middle of each texel, the rim repeated.
template <class Visit>
void visitNearest(const TileSource& source, TilePlace place, Visit&& visit) {
  const int half = place.level > 0 ? 1 << (place.level - 1) : 0;
  const auto dataAt = [&](int tile, int index, int texels, int limit) {
    const int texel = std::clamp(tile * kTileInner - kTileGutter + index, 0, texels - 1);
    return std::min((texel << place.level) + half, limit - 1);
  };
  const Size level = source.sizeAt(place.level);
  std::vector<int> columns(kTileSide);
  for (int x = 0; x < kTileSide; ++x)
    columns[static_cast<std::size_t>(x)] = dataAt(place.column, x, level.width, source.size().width);
  for (int y = 0; y < kTileSide; ++y) visit(y, dataAt(place.row, y, level.height, source.size().height), columns);
}

class LabelTiles final : public TileSource {
 public:
  explicit LabelTiles(std::shared_ptr<const LabelMap> labels)
      : TileSource(labels->size(), TileFormat::label8), labels_(std::move(labels)) {}

  TileBytes make(TilePlace place) override {
    TileBytes tile;
    tile.full.resize(std::size_t{kTileSide} * kTileSide);
    visitNearest(*this, place, [&](int y, int line, const std::vector<int>& columns) {
      const std::uint8_t* from = labels_->row(line);
      std::uint8_t* to = tile.full.data() + static_cast<std::size_t>(y) * kTileSide;
      for (std::size_t x = 0; x < kTileSide; ++x) to[x] = from[columns[x]];
    });
    return tile;
  }

 private:
  std::shared_ptr<const LabelMap> labels_;
};

class ScoreTiles final : public TileSource {
 public:
  explicit ScoreTiles(std::shared_ptr<const ScoreMap> score)
      : TileSource(score->size(), TileFormat::score32), score_(std::move(score)) {}

  TileBytes make(TilePlace place) override {
    TileBytes tile;
    tile.full.resize(std::size_t{kTileSide} * kTileSide * sizeof(float));
    visitNearest(*this, place, [&](int y, int line, const std::vector<int>& columns) {
      const float* from = score_->values().data() + static_cast<std::size_t>(line) * static_cast<std::size_t>(size().width);
      std::uint8_t* to = tile.full.data() + static_cast<std::size_t>(y) * kTileSide * sizeof(float);
      for (std::size_t x = 0; x < kTileSide; ++x) std::memcpy(to + x * sizeof(float), from + columns[x], sizeof(float));
    });
    return tile;
  }

 private:
  std::shared_ptr<const ScoreMap> score_;
};

}  // namespace

std::shared_ptr<TileSource> makeLabelTiles(std::shared_ptr<const LabelMap> labels) {
  return std::make_shared<LabelTiles>(std::move(labels));
}

std::shared_ptr<TileSource> makeScoreTiles(std::shared_ptr<const ScoreMap> score) {
  return std::make_shared<ScoreTiles>(std::move(score));
}

}  // namespace ssa
