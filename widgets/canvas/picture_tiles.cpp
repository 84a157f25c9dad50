#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "widgets/canvas/tile_source.h"

namespace ssa {
namespace {

/// The inner texels of a tile, RGB, only as many as the level has there.
struct Block {
  Size size;
  std::vector<std::uint8_t> pixels;
  const std::uint8_t* at(int x, int y) const {
    return pixels.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width) + static_cast<std::size_t>(x)) * 3;
  }
  std::uint8_t* at(int x, int y) { return const_cast<std::uint8_t*>(std::as_const(*this).at(x, y)); }
};

/// Writes the means of 2×2 pixels of `from` (`width`×`height`, `stride` bytes a row); an odd last column or row counts twice.
void halve(const std::uint8_t* from, std::size_t stride, Size size, std::uint8_t* to, std::size_t to_stride) {
  for (int y = 0; y < (size.height + 1) / 2; ++y) {
    const std::uint8_t* upper = from + static_cast<std::size_t>(2 * y) * stride;
    const std::uint8_t* lower = 2 * y + 1 < size.height ? upper + stride : upper;
    std::uint8_t* out = to + static_cast<std::size_t>(y) * to_stride;
    const int pairs = size.width / 2;
    for (int x = 0; x < pairs; ++x)
      for (int c = 0; c < 3; ++c)
        out[3 * x + c] = static_cast<std::uint8_t>(
            (upper[6 * x + c] + upper[6 * x + 3 + c] + lower[6 * x + c] + lower[6 * x + 3 + c] + 2) >> 2);
    if (size.width % 2)
      for (int c = 0; c < 3; ++c)
        out[3 * pairs + c] = static_cast<std::uint8_t>((upper[6 * pairs + c] + lower[6 * pairs + c] + 1) >> 1);
  }
}

/// The second level of a tile's texture.
std::vector<std::uint8_t> halfOf(const std::vector<std::uint8_t>& rgba) {
  constexpr int kHalf = kTileSide / 2;
  std::vector<std::uint8_t> half(std::size_t{kHalf} * kHalf * 4);
  for (int y = 0; y < kHalf; ++y) {
    const std::uint8_t* upper = rgba.data() + static_cast<std::size_t>(2 * y) * kTileSide * 4;
    const std::uint8_t* lower = upper + kTileSide * 4;
    std::uint8_t* out = half.data() + static_cast<std::size_t>(y) * kHalf * 4;
    for (int x = 0; x < kHalf; ++x)
      for (int c = 0; c < 4; ++c)
        out[4 * x + c] = static_cast<std::uint8_t>(
            (upper[8 * x + c] + upper[8 * x + 4 + c] + lower[8 * x + c] + lower[8 * x + 4 + c] + 2) >> 2);
  }
  return half;
}

class PictureTiles final : public TileSource {
 public:
  explicit PictureTiles(std::shared_ptr<const Image8> image)
      : TileSource(image->size(), TileFormat::rgba8), image_(std::move(image)) {}

  bool isQuick(int level) const override { return level <= 1; }

  TileBytes make(TilePlace place) override {
    if (place.level == 0) return makeQuick(place);
    const auto inner = place.level == 1 ? std::make_shared<const Block>(firstLevel(place.column, place.row)) : kept(place);
    const Size level = sizeAt(place.level);
    const int left = place.column * kTileInner, top = place.row * kTileInner;
    TileBytes tile;
    tile.full.resize(std::size_t{kTileSide} * kTileSide * 4);
    std::uint8_t* out = tile.full.data();
    for (int y = 0; y < kTileSide; ++y) {
      const int in_y = std::clamp(top + y - kTileGutter, 0, level.height - 1) - top;
      const bool line = in_y >= 0 && in_y < inner->size.height;
      for (int x = 0; x < kTileSide; ++x, out += 4) {
        const int in_x = std::clamp(left + x - kTileGutter, 0, level.width - 1) - left;
        std::uint8_t beyond[3];
        const std::uint8_t* from = beyond;
        if (line && in_x >= 0 && in_x < inner->size.width)
          from = inner->at(in_x, in_y);
        else
          mean(place.level, left + in_x, top + in_y, beyond);
        out[0] = from[0], out[1] = from[1], out[2] = from[2], out[3] = 255;
      }
    }
    tile.half = halfOf(tile.full);
    return tile;
  }

  TileBytes makeQuick(TilePlace place) override {
    const Size level = sizeAt(place.level);
    const int middle = place.level > 0 ? 1 << (place.level - 1) : 0;
    TileBytes tile;
    tile.full.resize(std::size_t{kTileSide} * kTileSide * 4);
    std::uint8_t* out = tile.full.data();
    std::vector<int> columns(kTileSide);
    for (int x = 0; x < kTileSide; ++x) {
      const int in_x = std::clamp(place.column * kTileInner + x - kTileGutter, 0, level.width - 1);
      columns[static_cast<std::size_t>(x)] = 3 * std::min((in_x << place.level) + middle, image_->width() - 1);
    }
    for (int y = 0; y < kTileSide; ++y) {
      const int in_y = std::clamp(place.row * kTileInner + y - kTileGutter, 0, level.height - 1);
      const std::uint8_t* row = image_->row(std::min((in_y << place.level) + middle, image_->height() - 1));
      for (const int at : columns) {
        out[0] = row[at], out[1] = row[at + 1], out[2] = row[at + 2], out[3] = 255;
        out += 4;
      }
    }
    tile.half = halfOf(tile.full);
    return tile;
  }

 private:
  Size blockSize(int level, int column, int row) const {
    const Size all = sizeAt(level);
    return {std::min(kTileInner, all.width - column * kTileInner), std::min(kTileInner, all.height - row * kTileInner)};
  }

  Block firstLevel(int column, int row) const {
    Block block{blockSize(1, column, row), {}};
    block.pixels.resize(static_cast<std::size_t>(block.size.area()) * 3);
    const int left = 2 * column * kTileInner, top = 2 * row * kTileInner;
    const Size covered{std::min(2 * kTileInner, image_->width() - left), std::min(2 * kTileInner, image_->height() - top)};
    halve(image_->row(top) + static_cast<std::size_t>(left) * 3, image_->rowBytes(), covered, block.pixels.data(),
          static_cast<std::size_t>(block.size.width) * 3);
    return block;
  }

  std::shared_ptr<const Block> kept(TilePlace place) {
    const std::lock_guard lock(mutex_);
    return keptLocked(place);
  }

  std::shared_ptr<const Block> keptLocked(TilePlace place) {
    if (const auto found = kept_.find(place); found != kept_.end()) return found->second;
    auto block = std::make_shared<Block>(Block{blockSize(place.level, place.column, place.row), {}});
    block->pixels.resize(static_cast<std::size_t>(block->size.area()) * 3);
    for (int quarter = 0; quarter < 4; ++quarter) {
      const int column = 2 * place.column + quarter % 2, row = 2 * place.row + quarter / 2, finer = place.level - 1;
      if (column >= columns(finer) || row >= rows(finer)) continue;
      const auto child = finer == 1 ? std::make_shared<const Block>(firstLevel(column, row)) : keptLocked({finer, column, row});
      halve(child->pixels.data(), static_cast<std::size_t>(child->size.width) * 3, child->size,
            block->at(quarter % 2 * kTileInner / 2, quarter / 2 * kTileInner / 2),
            static_cast<std::size_t>(block->size.width) * 3);
    }
    kept_.emplace(place, block);
    return block;
  }

  /// One texel of a gutter, straight from the picture: the neighbouring block need not exist for it.
  void mean(int level, int x, int y, std::uint8_t* out) const {
    const int left = x << level, top = y << level;
    const int right = std::min(left + (1 << level), image_->width()), bottom = std::min(top + (1 << level), image_->height());
    std::int64_t sum[3] = {};
    for (int line = top; line < bottom; ++line) {
      const std::uint8_t* from = image_->row(line) + static_cast<std::size_t>(left) * 3;
      for (int column = left; column < right; ++column, from += 3) sum[0] += from[0], sum[1] += from[1], sum[2] += from[2];
    }
    const std::int64_t count = std::int64_t{right - left} * (bottom - top);
    for (int c = 0; c < 3; ++c) out[c] = static_cast<std::uint8_t>((sum[c] + count / 2) / count);
  }

  std::shared_ptr<const Image8> image_;
  std::mutex mutex_;
  std::map<TilePlace, std::shared_ptr<const Block>> kept_;  // levels from 2 on
};

}  // namespace

std::shared_ptr<TileSource> makePictureTiles(std::shared_ptr<const Image8> image) {
  return std::make_shared<PictureTiles>(std::move(image));
}

}  // namespace ssa
