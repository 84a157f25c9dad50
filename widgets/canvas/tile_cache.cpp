#include "widgets/canvas/tile_cache.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

namespace ssa {
namespace {

constexpr std::int64_t kUploadPerFrame_bytes = std::int64_t{1} << 18;
constexpr std::size_t kMostSpare = 24;

std::int64_t bytesOf(TileFormat format) {
  constexpr std::int64_t texels = std::int64_t{kTileSide} * kTileSide;
  return format == TileFormat::rgba8 ? texels * 5 : format == TileFormat::score32 ? texels * 4 : texels;
}

/// Tiles of a level that a rectangle of the data touches.
struct TileRange {
  int left, top, right, bottom;  // inclusive
};
TileRange rangeOf(const TileSource& source, int level, const QRectF& in_image) {
  const double side = static_cast<double>(kTileInner) * (1 << level);
  const auto clampTo = [](double value, int last) { return std::clamp(static_cast<int>(std::floor(value)), 0, last); };
  const int lastColumn = source.columns(level) - 1, lastRow = source.rows(level) - 1;
  return {clampTo(in_image.left() / side, lastColumn), clampTo(in_image.top() / side, lastRow),
          clampTo(std::nextafter(in_image.right() / side, 0.0), lastColumn),
          clampTo(std::nextafter(in_image.bottom() / side, 0.0), lastRow)};
}

}  // namespace

TileCache::TileCache(std::function<void()> ready) : loader_(std::move(ready)) {}
TileCache::~TileCache() = default;

void TileCache::start(QOpenGLFunctions_3_3_Core* gl) { gl_ = gl; }

void TileCache::stop() {
  if (!gl_) return;
  for (const auto& [key, tile] : tiles_) gl_->glDeleteTextures(1, &tile.texture);
  for (auto& spare : spare_) {
    gl_->glDeleteTextures(static_cast<GLsizei>(spare.size()), spare.data());
    spare.clear();
  }
  tiles_.clear();
  bytes_ = 0;
  gl_ = nullptr;
}

template <class Data, class Make>
std::shared_ptr<TileSource> TileCache::find(const std::shared_ptr<const Data>& data, Make make) {
  if (!data || data->empty()) return nullptr;
  Kept& kept = sources_[data.get()];
  if (!kept.source) kept = {data, make(data)};
  return kept.source;
}

std::shared_ptr<TileSource> TileCache::sourceOf(const std::shared_ptr<const Image8>& image) {
  return find(image, makePictureTiles);
}
std::shared_ptr<TileSource> TileCache::sourceOf(const std::shared_ptr<const LabelMap>& labels) {
  return find(labels, makeLabelTiles);
}
std::shared_ptr<TileSource> TileCache::sourceOf(const std::shared_ptr<const ScoreMap>& score) {
  return find(score, makeScoreTiles);
}

void TileCache::keepOnly(const std::vector<const void*>& data) {
  std::erase_if(sources_, [&](const auto& entry) { return std::find(data.begin(), data.end(), entry.first) == data.end(); });
}

void TileCache::beginFrame() {
  ++frame_;
  loader_.hold(true);
  // Textures of forgotten sources go here, where the context is current.
  std::erase_if(tiles_, [&](const auto& entry) {
    const bool gone = std::none_of(sources_.begin(), sources_.end(),
                                   [&](const auto& s) { return s.second.source->id() == entry.first.source; });
    if (gone) release(entry.second);
    return gone;
  });
  std::int64_t uploaded = 0;
  TileLoader::Made made;
  while (uploaded < kUploadPerFrame_bytes && loader_.take(made)) {
    const bool known =
        std::any_of(sources_.begin(), sources_.end(), [&](const auto& s) { return s.second.source == made.source; });
    if (!known) continue;
    if (const Tile* tile = resident(*made.source, made.place); made.quick && tile && !tile->provisional) continue;
    upload(*made.source, made.place, made.bytes,
           made.quick && made.source->format() == TileFormat::rgba8 && made.place.level > 0);
    uploaded += bytesOf(made.source->format());
  }
}

void TileCache::beginPlan() {
  visible_.clear();
  around_.clear();
  holes_ = false;
}

std::vector<TilePiece> TileCache::pieces(const std::shared_ptr<TileSource>& source, const Viewport& view) {
  std::vector<TilePiece> found;
  const QRectF visible = view.visibleImage() & QRectF(0, 0, source->size().width, source->size().height);
  if (visible.isEmpty()) return found;
  const int level = std::min(view.level(), source->topLevel());
  const TileRange range = rangeOf(*source, level, visible);
  for (int row = range.top; row <= range.bottom; ++row) {
    for (int column = range.left; column <= range.right; ++column) {
      const double side = static_cast<double>(kTileInner) * (1 << level);
      const QRectF part = QRectF(column * side, row * side, side, side) & visible;
      TilePlace place{level, column, row};
      const Tile* tile = resident(*source, place);
      if (!tile || tile->provisional) visible_.push_back({source, place, false});
      while (!tile && place.level < source->topLevel()) {
        place = {place.level + 1, place.column / 2, place.row / 2};
        tile = resident(*source, place);
      }
      if (!tile) {
        holes_ = true;
        continue;
      }
      const double texel = 1 << place.level;
      const QPointF corner(place.column * kTileInner - kTileGutter, place.row * kTileInner - kTileGutter);
      found.push_back({tile->texture, QRectF(view.origin() + part.topLeft() * view.zoom(), part.size() * view.zoom()),
                       QRectF(part.topLeft() / texel - corner, part.size() / texel), place.level});
    }
  }
  wishAround(source, level, visible);
  return found;
}

void TileCache::wishAround(const std::shared_ptr<TileSource>& source, int level, const QRectF& visible_in_image) {
  // A coarser level of the wider surroundings first: few tiles that stand in during a fast move, so made in a hurry;
  // then the next fine ones.
  for (const int wished : {std::min(level + 2, source->topLevel()), level}) {
    const bool quick = wished != level;
    const double margin = static_cast<double>(kTileInner) * (1 << wished);
    const TileRange range = rangeOf(*source, wished, visible_in_image.adjusted(-margin, -margin, margin, margin));
    for (int row = range.top; row <= range.bottom; ++row)
      for (int column = range.left; column <= range.right; ++column)
        if (const Tile* tile = resident(*source, {wished, column, row}); !tile || (tile->provisional && !quick))
          around_.push_back({source, {wished, column, row}, quick});
  }
}

bool TileCache::endFrame() {
  const bool missing = !visible_.empty();
  std::vector<TileLoader::Wanted> wanted;
  std::set<Key> seen;  // several views of one picture wish for the same tiles
  for (const auto* wishes : {&visible_, &around_})
    for (const auto& wish : *wishes)
      if (seen.insert({wish.source->id(), wish.place}).second) wanted.push_back(wish);
  loader_.setWanted(std::move(wanted));
  while (bytes_ > budget_bytes_) {
    auto oldest = tiles_.end();
    for (auto it = tiles_.begin(); it != tiles_.end(); ++it)
      if (it->second.used < frame_ && !it->second.isTop && (oldest == tiles_.end() || it->second.used < oldest->second.used))
        oldest = it;
    if (oldest == tiles_.end()) break;
    release(oldest->second);
    tiles_.erase(oldest);
  }
  return missing;
}

void TileCache::finishVisible(double limit_ms) {
  const auto begin = std::chrono::steady_clock::now();
  const auto spent_ms = [&] {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  };
  // Every layer first gets something that covers it all, however coarse.
  for (const auto& wanted : visible_) {
    const TilePlace top{wanted.source->topLevel(), 0, 0};
    if (!resident(*wanted.source, top) && !wanted.source->isQuick(top.level))
      upload(*wanted.source, top, wanted.source->makeQuick(top), true);
  }
  const bool patient = std::isinf(limit_ms);
  for (const auto& wanted : visible_) {
    if (spent_ms() > limit_ms) break;
    const Tile* tile = resident(*wanted.source, wanted.place);
    if ((!tile || tile->provisional) && (patient || wanted.source->isQuick(wanted.place.level)))
      upload(*wanted.source, wanted.place, wanted.source->make(wanted.place), false);
  }
}

TileCache::Tile* TileCache::resident(const TileSource& source, TilePlace place) {
  const auto found = tiles_.find({source.id(), place});
  if (found == tiles_.end()) return nullptr;
  found->second.used = frame_;
  return &found->second;
}

void TileCache::upload(const TileSource& source, TilePlace place, const TileBytes& bytes, bool provisional) {
  Tile& tile = tiles_[{source.id(), place}];
  if (!tile.texture) {
    tile.format = source.format();
    tile.texture = newTexture(tile.format);
  }
  tile.provisional = provisional;
  tile.isTop = place.level == source.topLevel();
  tile.used = frame_;
  gl_->glBindTexture(GL_TEXTURE_2D, tile.texture);
  gl_->glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  switch (tile.format) {
    case TileFormat::rgba8:
      gl_->glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, kTileSide, kTileSide, GL_RGBA, GL_UNSIGNED_BYTE, bytes.full.data());
      gl_->glTexSubImage2D(GL_TEXTURE_2D, 1, 0, 0, kTileSide / 2, kTileSide / 2, GL_RGBA, GL_UNSIGNED_BYTE, bytes.half.data());
      break;
    case TileFormat::label8:
      gl_->glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, kTileSide, kTileSide, GL_RED_INTEGER, GL_UNSIGNED_BYTE, bytes.full.data());
      break;
    case TileFormat::score32:
      gl_->glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, kTileSide, kTileSide, GL_RED, GL_FLOAT, bytes.full.data());
      break;
  }
}

GLuint TileCache::newTexture(TileFormat format) {
  bytes_ += bytesOf(format);
  auto& spare = spare_[static_cast<int>(format)];
  if (!spare.empty()) {
    const GLuint texture = spare.back();
    spare.pop_back();
    return texture;
  }
  GLuint texture = 0;
  gl_->glGenTextures(1, &texture);
  gl_->glBindTexture(GL_TEXTURE_2D, texture);
  const auto parameter = [&](GLenum name, GLint value) { gl_->glTexParameteri(GL_TEXTURE_2D, name, value); };
  parameter(GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  parameter(GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  parameter(GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  parameter(GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  parameter(GL_TEXTURE_MAX_LEVEL, format == TileFormat::rgba8 ? 1 : 0);
  switch (format) {
    case TileFormat::rgba8:
      gl_->glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, kTileSide, kTileSide, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
      gl_->glTexImage2D(GL_TEXTURE_2D, 1, GL_RGBA8, kTileSide / 2, kTileSide / 2, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
      break;
    case TileFormat::label8:
      gl_->glTexImage2D(GL_TEXTURE_2D, 0, GL_R8UI, kTileSide, kTileSide, 0, GL_RED_INTEGER, GL_UNSIGNED_BYTE, nullptr);
      break;
    case TileFormat::score32:
      gl_->glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, kTileSide, kTileSide, 0, GL_RED, GL_FLOAT, nullptr);
      break;
  }
  return texture;
}

void TileCache::release(const Tile& tile) {
  bytes_ -= bytesOf(tile.format);
  auto& spare = spare_[static_cast<int>(tile.format)];
  if (spare.size() < kMostSpare)
    spare.push_back(tile.texture);
  else
    gl_->glDeleteTextures(1, &tile.texture);
}

}  // namespace ssa
