#include "widgets/canvas/layer_painter.h"

#include <QOpenGLShaderProgram>
#include <QVector3D>
#include <QVector4D>

#include <algorithm>
#include <cmath>

#include "widgets/canvas/heat_colours.h"
#include "widgets/canvas/shaders.h"

namespace ssa {
namespace {

QByteArray shaderText(std::string_view name) {
  const auto found =
      std::find_if(kEmbeddedShaders.begin(), kEmbeddedShaders.end(), [&](const EmbeddedText& t) { return t.name == name; });
  return found == kEmbeddedShaders.end() ? QByteArray()
                                         : QByteArray(found->text.data(), static_cast<qsizetype>(found->text.size()));
}

}  // namespace

Tone displayTone(float brightness, float contrast, float gamma) {
  return {brightness, contrast < 0 ? 1 + contrast : 1 + 4 * contrast, 1 / std::clamp(gamma, 0.2F, 5.0F), 1};
}

LayerPainter::LayerPainter() = default;
LayerPainter::~LayerPainter() = default;

bool LayerPainter::start(QOpenGLFunctions_3_3_Core* gl, QString& log) {
  gl_ = gl;
  static constexpr std::string_view kNames[kPrograms] = {"picture", "labels", "score", "grid", "sprite"};
  for (int i = 0; i < kPrograms; ++i) {
    auto program = std::make_unique<QOpenGLShaderProgram>();
    if (!program->addShaderFromSourceCode(QOpenGLShader::Vertex, shaderText("quad")) ||
        !program->addShaderFromSourceCode(QOpenGLShader::Fragment, shaderText(kNames[i])) || !program->link()) {
      log = program->log();
      return false;
    }
    programs_[static_cast<std::size_t>(i)] = std::move(program);
  }
  gl_->glGenVertexArrays(1, &vertexArray_);
  for (GLuint* texture : {&palette_, &heat_}) {
    gl_->glGenTextures(1, texture);
    gl_->glBindTexture(GL_TEXTURE_2D, *texture);
    gl_->glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    gl_->glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    gl_->glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  }
  gl_->glBindTexture(GL_TEXTURE_2D, palette_);
  gl_->glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 256, 2, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  uploadPalette(1, differenceColours());
  std::array<std::uint8_t, 256 * 4> heat{};
  for (std::size_t i = 0; i < 256; ++i) {
    const Rgb c = heatColours()[i];
    heat[4 * i] = c.r, heat[4 * i + 1] = c.g, heat[4 * i + 2] = c.b, heat[4 * i + 3] = 255;
  }
  gl_->glBindTexture(GL_TEXTURE_2D, heat_);
  gl_->glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 256, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, heat.data());
  for (GLuint* sampler : {&shrinking_, &growing_, &nearest_}) {
    gl_->glGenSamplers(1, sampler);
    gl_->glSamplerParameteri(*sampler, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    gl_->glSamplerParameteri(*sampler, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    const GLint filter = sampler == &nearest_ ? GL_NEAREST : GL_LINEAR;
    gl_->glSamplerParameteri(*sampler, GL_TEXTURE_MIN_FILTER, sampler == &shrinking_ ? GL_LINEAR_MIPMAP_LINEAR : filter);
    gl_->glSamplerParameteri(*sampler, GL_TEXTURE_MAG_FILTER, filter);
  }
  return true;
}

void LayerPainter::stop() {
  if (!gl_) return;
  for (auto& program : programs_) program.reset();
  gl_->glDeleteVertexArrays(1, &vertexArray_);
  for (const GLuint texture : {palette_, heat_}) gl_->glDeleteTextures(1, &texture);
  for (const GLuint sampler : {shrinking_, growing_, nearest_}) gl_->glDeleteSamplers(1, &sampler);
  gl_ = nullptr;
}

void LayerPainter::begin(QSize framebuffer, const QColor& background) {
  framebuffer_ = framebuffer;
  used_ = -1;
  gl_->glViewport(0, 0, framebuffer.width(), framebuffer.height());
  gl_->glDisable(GL_DEPTH_TEST);
  gl_->glDisable(GL_STENCIL_TEST);
  gl_->glDisable(GL_CULL_FACE);
  gl_->glDisable(GL_SCISSOR_TEST);
  gl_->glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  gl_->glClearColor(background.redF(), background.greenF(), background.blueF(), 1);
  gl_->glClear(GL_COLOR_BUFFER_BIT);
  gl_->glEnable(GL_BLEND);
  gl_->glBindVertexArray(vertexArray_);
  gl_->glActiveTexture(GL_TEXTURE0);
}

void LayerPainter::end() {
  gl_->glBindVertexArray(0);
  gl_->glUseProgram(0);
  gl_->glActiveTexture(GL_TEXTURE1);
  gl_->glBindTexture(GL_TEXTURE_2D, 0);
  gl_->glActiveTexture(GL_TEXTURE0);
  gl_->glBindTexture(GL_TEXTURE_2D, 0);
  gl_->glBindSampler(0, 0);
  gl_->glDisable(GL_SCISSOR_TEST);
  gl_->glDisable(GL_BLEND);
}

void LayerPainter::clipTo(const QRect& device) {
  gl_->glEnable(GL_SCISSOR_TEST);
  gl_->glScissor(device.x(), framebuffer_.height() - device.y() - device.height(), std::max(0, device.width()),
                 std::max(0, device.height()));
}

void LayerPainter::setClassColours(const IdColours& colours) { uploadPalette(0, colours); }

void LayerPainter::uploadPalette(int row, const IdColours& colours) {
  gl_->glBindTexture(GL_TEXTURE_2D, palette_);
  gl_->glTexSubImage2D(GL_TEXTURE_2D, 0, 0, row, 256, 1, GL_RGBA, GL_UNSIGNED_BYTE, colours.data());
}

QOpenGLShaderProgram& LayerPainter::use(Program program) {
  QOpenGLShaderProgram& shader = *programs_[program];
  if (used_ == program) return shader;
  used_ = program;
  shader.bind();
  shader.setUniformValue("tile", 0);
  shader.setUniformValue("palette", 1);
  shader.setUniformValue("heat", 1);
  gl_->glBindSampler(0, 0);
  if (program == kSprite)  // captions are premultiplied
    gl_->glBlendFuncSeparate(GL_ONE, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
  else
    gl_->glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
  gl_->glActiveTexture(GL_TEXTURE1);
  gl_->glBindTexture(GL_TEXTURE_2D, program == kLabels ? palette_ : program == kScore ? heat_ : 0);
  gl_->glActiveTexture(GL_TEXTURE0);
  return shader;
}

void LayerPainter::quad(QOpenGLShaderProgram& program, const QRectF& box_device, const QRectF& texels) {
  const double w = framebuffer_.width(), h = framebuffer_.height();
  const auto f = [](double v) { return static_cast<float>(v); };
  program.setUniformValue("box", QVector4D(f(2 * box_device.left() / w - 1), f(1 - 2 * box_device.top() / h),
                                           f(2 * box_device.right() / w - 1), f(1 - 2 * box_device.bottom() / h)));
  program.setUniformValue("texels", QVector4D(f(texels.left()), f(texels.top()), f(texels.right()), f(texels.bottom())));
  gl_->glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

void LayerPainter::picture(const TilePiece& piece, const Tone& tone, bool crisp) {
  QOpenGLShaderProgram& program = use(kPicture);
  gl_->glBindTexture(GL_TEXTURE_2D, piece.texture);
  gl_->glBindSampler(0, crisp ? nearest_ : piece.texels.width() > piece.box_device.width() * 1.0001 ? shrinking_ : growing_);
  program.setUniformValue("side", static_cast<float>(kTileSide));
  program.setUniformValue("toned", tone.changes());
  program.setUniformValue("tone", QVector3D(tone.brightness, tone.contrastFactor, tone.inverseGamma));
  program.setUniformValue("saturation", tone.saturation);
  quad(program, piece.box_device, piece.texels);
}

void LayerPainter::labels(const TilePiece& piece, int row, float opacity, float contour_px) {
  QOpenGLShaderProgram& program = use(kLabels);
  gl_->glBindTexture(GL_TEXTURE_2D, piece.texture);
  program.setUniformValue("row", row);
  program.setUniformValue("opacity", opacity);
  const double texelsPerPixel = piece.texels.width() / piece.box_device.width();
  // The gutter is two texels wide: a reach of two or more would read outside the tile.
  program.setUniformValue("reach", std::min(1.99F, static_cast<float>(contour_px * texelsPerPixel)));
  quad(program, piece.box_device, piece.texels);
}

void LayerPainter::score(const TilePiece& piece, float threshold, bool below, float opacity) {
  QOpenGLShaderProgram& program = use(kScore);
  gl_->glBindTexture(GL_TEXTURE_2D, piece.texture);
  program.setUniformValue("threshold", threshold);
  program.setUniformValue("below", below);
  program.setUniformValue("opacity", opacity);
  quad(program, piece.box_device, piece.texels);
}

void LayerPainter::grid(const QRectF& picture_device, double zoom, float line_px, float strength) {
  QOpenGLShaderProgram& program = use(kGrid);
  program.setUniformValue("line", static_cast<float>(line_px / zoom));
  program.setUniformValue("strength", strength);
  const QRectF shown = picture_device & QRectF(QPointF(0, 0), framebuffer_);
  if (shown.isEmpty()) return;
  // Counted from a whole pixel near the shown part: fractions stay exact in a float however wide the picture.
  const QPointF first = (shown.topLeft() - picture_device.topLeft()) / zoom;
  const QPointF start(first.x() - std::floor(first.x()), first.y() - std::floor(first.y()));
  quad(program, shown, QRectF(start, shown.size() / zoom));
}

void LayerPainter::fill(const QRect& device, const QColor& colour) {
  QOpenGLShaderProgram& program = use(kSprite);
  program.setUniformValue("textured", false);
  const float alpha = colour.alphaF();
  program.setUniformValue("fill", QVector4D(colour.redF() * alpha, colour.greenF() * alpha, colour.blueF() * alpha, alpha));
  quad(program, device, {});
}

void LayerPainter::sprite(GLuint texture, const QRect& device) {
  QOpenGLShaderProgram& program = use(kSprite);
  gl_->glBindTexture(GL_TEXTURE_2D, texture);
  program.setUniformValue("textured", true);
  quad(program, device, QRectF(0, 0, device.width(), device.height()));
}

}  // namespace ssa
