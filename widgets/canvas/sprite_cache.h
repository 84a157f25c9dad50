#pragma once

#include <QImage>
#include <QOpenGLFunctions_3_3_Core>
#include <QSize>
#include <QString>

#include <functional>
#include <map>

namespace ssa {

/// Textures of captions, painted when their key is first asked for and dropped when a frame does not use them.
class SpriteCache {
 public:
  struct Sprite {
    GLuint texture = 0;  ///< 0: there is nothing to draw
    QSize size;          ///< device pixels
  };

  void start(QOpenGLFunctions_3_3_Core* gl) { gl_ = gl; }
  void stop();
  /// Paints everything anew, after a change of colours or fonts.
  void invalidate() { ++edition_; }
  const Sprite& get(const QString& key, const std::function<QImage()>& paint);
  /// Frees what was not asked for since the last call.
  void endFrame();

 private:
  struct Kept {
    Sprite sprite;
    bool used = false;
    int edition = 0;
  };
  QOpenGLFunctions_3_3_Core* gl_ = nullptr;
  std::map<QString, Kept> kept_;
  int edition_ = 0;
};

}  // namespace ssa
