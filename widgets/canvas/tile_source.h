#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/core/image8.h"
#include "engine/core/label_map.h"

namespace ssa {

/// A tile shows kTileInner² texels of its level; the gutter repeats the neighbours' so that filtering and
/// contours do not stop at its edge. Every tile has the full side; beyond the picture it repeats the rim.
inline constexpr int kTileInner = 252;
inline constexpr int kTileGutter = 2;
inline constexpr int kTileSide = kTileInner + 2 * kTileGutter;

/// What a tile's bytes are.
enum class TileFormat {
  rgba8,    ///< picture, with a second level of half the side
  label8,   ///< class ids
  score32,  ///< float
};

/// Place of a tile: `level` halvings of the data, then a column and a row of kTileInner texels.
struct TilePlace {
  int level = 0;
  int column = 0;
  int row = 0;
  friend auto operator<=>(const TilePlace&, const TilePlace&) = default;
};

/// A tile ready for a texture: kTileSide rows without padding.
struct TileBytes {
  std::vector<std::uint8_t> full;
  std::vector<std::uint8_t> half;  ///< rgba8 only
};

/// Data cut into tiles at any level of halving, made when asked for. Level x covers 2^x × 2^x data pixels a texel.
/// `make` may be called from any thread.
class TileSource {
 public:
  virtual ~TileSource() = default;
  /// Never used twice in a run of the program, unlike an address.
  std::uint64_t id() const { return id_; }
  Size size() const { return size_; }
  Size sizeAt(int level) const;
  TileFormat format() const { return format_; }
  /// The level at which one tile holds everything.
  int topLevel() const { return topLevel_; }
  int columns(int level) const { return (sizeAt(level).width + kTileInner - 1) / kTileInner; }
  int rows(int level) const { return (sizeAt(level).height + kTileInner - 1) / kTileInner; }

  virtual TileBytes make(TilePlace place) = 0;
  /// A few milliseconds whatever the level: nearest texels instead of means where the two differ.
  virtual TileBytes makeQuick(TilePlace place) { return make(place); }
  /// `make` of this level takes a few milliseconds at most and never waits for another thread.
  virtual bool isQuick(int level) const;

 protected:
  TileSource(Size size, TileFormat format);

 private:
  std::uint64_t id_;
  Size size_;
  TileFormat format_;
  int topLevel_ = 0;
};

/// Means of 2×2 texels from level to level; levels from 2 on are kept once made (8 % of the picture).
std::shared_ptr<TileSource> makePictureTiles(std::shared_ptr<const Image8> image);
/// Each texel is one of the ids it covers, never a mixture.
std::shared_ptr<TileSource> makeLabelTiles(std::shared_ptr<const LabelMap> labels);
std::shared_ptr<TileSource> makeScoreTiles(std::shared_ptr<const ScoreMap> score);

}  // namespace ssa
