#pragma once

#include <QOpenGLFunctions_3_3_Core>
#include <QRectF>

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "widgets/canvas/tile_loader.h"
#include "widgets/canvas/tile_source.h"
#include "widgets/canvas/viewport.h"

namespace ssa {

/// A piece of a layer that can be drawn now: a texture, where it goes, and which of its texels.
struct TilePiece {
  GLuint texture = 0;
  QRectF box_device;
  QRectF texels;  ///< in texels of the texture, gutter included in the count
  int level = 0;  ///< of the texture, coarser than asked for while the fine one is made
};

/// The tiles that lie in textures. While a wanted tile is not there, a coarser one that covers it is drawn.
/// Uploads are limited per frame and the textures used longest ago go first, so that panning costs the
/// same whatever the picture's size.
///
/// GL calls need the context that `start` was called with.
class TileCache {
 public:
  /// `ready` is called on another thread when a tile waits for upload.
  explicit TileCache(std::function<void()> ready);
  ~TileCache();

  void start(QOpenGLFunctions_3_3_Core* gl);
  /// Frees every texture; `start` may follow.
  void stop();

  /// The source of some data, made on first use; the same data gives the same source. Null data gives null.
  std::shared_ptr<TileSource> sourceOf(const std::shared_ptr<const Image8>& image);
  std::shared_ptr<TileSource> sourceOf(const std::shared_ptr<const LabelMap>& labels);
  std::shared_ptr<TileSource> sourceOf(const std::shared_ptr<const ScoreMap>& score);
  /// Forgets sources whose data is not among `data`.
  void keepOnly(const std::vector<const void*>& data);

  /// Uploads finished tiles up to the frame's limit. No tile is made until `releaseLoader`.
  void beginFrame();
  /// The frame's work is done, or in the hands of a graphics card.
  void releaseLoader() { loader_.hold(false); }
  /// Forgets the wishes; `pieces` of every layer follow.
  void beginPlan();
  /// What can be drawn of `source` in `view` now, back to front without overlap. Wishes for what is missing.
  std::vector<TilePiece> pieces(const std::shared_ptr<TileSource>& source, const Viewport& view);
  /// Some visible place has no tile at all yet, not even a coarse one.
  bool hasHoles() const { return holes_; }
  /// Hands the wishes to the loader and drops textures over the budget. True when something visible is still missing.
  bool endFrame();
  /// Makes the visible tiles that are missing here and now, until `limit_ms` have passed; then plan again.
  void finishVisible(double limit_ms);

  /// A finished tile waits for the next frame.
  bool hasFinishedTiles() const { return loader_.hasMade(); }
  std::int64_t textureBytes() const { return bytes_; }
  void setBudget(std::int64_t bytes) { budget_bytes_ = bytes; }

 private:
  struct Key {
    std::uint64_t source;
    TilePlace place;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Tile {
    GLuint texture = 0;
    TileFormat format = TileFormat::rgba8;
    std::uint64_t used = 0;    ///< frame
    bool provisional = false;  ///< made in a hurry, the real one is wanted
    bool isTop = false;        ///< holds everything; stays
  };
  struct Kept {
    std::shared_ptr<const void> data;
    std::shared_ptr<TileSource> source;
  };

  template <class Data, class Make>
  std::shared_ptr<TileSource> find(const std::shared_ptr<const Data>& data, Make make);
  Tile* resident(const TileSource& source, TilePlace place);
  void upload(const TileSource& source, TilePlace place, const TileBytes& bytes, bool provisional);
  GLuint newTexture(TileFormat format);
  void release(const Tile& tile);
  void wishAround(const std::shared_ptr<TileSource>& source, int level, const QRectF& visible_in_image);

  QOpenGLFunctions_3_3_Core* gl_ = nullptr;
  TileLoader loader_;
  std::map<const void*, Kept> sources_;
  std::map<Key, Tile> tiles_;
  std::vector<TileLoader::Wanted> visible_, around_;
  std::vector<GLuint> spare_[3];
  bool holes_ = false;
  std::uint64_t frame_ = 1;
  std::int64_t bytes_ = 0;
  std::int64_t budget_bytes_ = std::int64_t{384} << 20;
};

}  // namespace ssa
