#pragma once

#include <QColor>
#include <QOpenGLFunctions_3_3_Core>
#include <QRect>
#include <QRectF>
#include <QSize>

#include <array>
#include <memory>

#include "widgets/canvas/tile_cache.h"
#include "widgets/canvas/view_colours.h"

class QOpenGLShaderProgram;

namespace ssa {

/// How a picture is brightened, as the shader wants it; see displayTone.
struct Tone {
  float brightness = 0;
  float contrastFactor = 1;
  float inverseGamma = 1;
  float saturation = 1;
  bool changes() const { return brightness != 0 || contrastFactor != 1 || inverseGamma != 1; }
};
/// From the style's -1..1, -1..1 and 0.2..5.
Tone displayTone(float brightness, float contrast, float gamma);

/// Draws tiles, fills and captions with our shaders. Positions in device pixels of the framebuffer, y down.
class LayerPainter {
 public:
  LayerPainter();
  ~LayerPainter();

  /// Compiles the shaders; the context of `gl` is current. False: this machine cannot, `log` says why.
  bool start(QOpenGLFunctions_3_3_Core* gl, QString& log);
  void stop();

  /// Sets all GL state the painter needs and clears to `background`.
  void begin(QSize framebuffer, const QColor& background);
  /// Gives GL back in its default state.
  void end();
  void clipTo(const QRect& device);

  void setClassColours(const IdColours& colours);
  void picture(const TilePiece& piece, const Tone& tone, bool crisp);
  /// `row` 0 classes, 1 difference codes. `contour_px`: half width of contours in device pixels, 0 = filled.
  void labels(const TilePiece& piece, int row, float opacity, float contour_px);
  void score(const TilePiece& piece, float threshold, bool below, float opacity);
  /// Lines between pixels over the picture's rectangle.
  void grid(const QRectF& picture_device, double zoom, float line_px, float strength);
  void fill(const QRect& device, const QColor& colour);
  /// A texture of premultiplied RGBA, texel by pixel.
  void sprite(GLuint texture, const QRect& device);

 private:
  enum Program { kPicture, kLabels, kScore, kGrid, kSprite, kPrograms };
  QOpenGLShaderProgram& use(Program program);
  void quad(QOpenGLShaderProgram& program, const QRectF& box_device, const QRectF& texels);
  void uploadPalette(int row, const IdColours& colours);

  QOpenGLFunctions_3_3_Core* gl_ = nullptr;
  std::array<std::unique_ptr<QOpenGLShaderProgram>, kPrograms> programs_;
  int used_ = -1;
  QSize framebuffer_;
  GLuint vertexArray_ = 0, palette_ = 0, heat_ = 0;
  GLuint shrinking_ = 0, growing_ = 0, nearest_ = 0;  ///< samplers
};

}  // namespace ssa
