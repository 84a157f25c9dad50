#include "widgets/canvas/sprite_cache.h"

#include <utility>

namespace ssa {

void SpriteCache::stop() {
  if (!gl_) return;
  for (const auto& [key, kept] : kept_) gl_->glDeleteTextures(1, &kept.sprite.texture);
  kept_.clear();
  gl_ = nullptr;
}

const SpriteCache::Sprite& SpriteCache::get(const QString& key, const std::function<QImage()>& paint) {
  auto [found, isNew] = kept_.try_emplace(key);
  Kept& kept = found->second;
  kept.used = true;
  if (!isNew && kept.edition == edition_) return kept.sprite;
  kept.edition = edition_;
  const QImage image = paint();
  kept.sprite.size = image.size();
  if (image.isNull()) {
    gl_->glDeleteTextures(1, &kept.sprite.texture);
    kept.sprite.texture = 0;
    return kept.sprite;
  }
  if (!kept.sprite.texture) gl_->glGenTextures(1, &kept.sprite.texture);
  gl_->glBindTexture(GL_TEXTURE_2D, kept.sprite.texture);
  for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    gl_->glTexParameteri(GL_TEXTURE_2D, filter, GL_NEAREST);
  gl_->glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  gl_->glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  gl_->glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, image.width(), image.height(), 0, GL_RGBA, GL_UNSIGNED_BYTE, image.constBits());
  return kept.sprite;
}

void SpriteCache::endFrame() {
  for (auto it = kept_.begin(); it != kept_.end();) {
    if (std::exchange(it->second.used, false)) {
      ++it;
    } else {
      gl_->glDeleteTextures(1, &it->second.sprite.texture);
      it = kept_.erase(it);
    }
  }
}

}  // namespace ssa
