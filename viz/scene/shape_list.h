#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/palette.h"
#include "viz/scene/projection.h"

namespace ssa {

/// The shapes prototypes are told apart by, whatever their colour.
enum class GlyphShape { square, diamond, triangleUp, triangleDown, star, hexagon, disc };

/// A colour with opacity.
struct Rgba {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  Rgba() = default;
  Rgba(Rgb c, std::uint8_t alpha = 255) : r(c.r), g(c.g), b(c.b), a(alpha) {}
};

/// Words in a view.
struct ViewText {
  ViewPoint pos;  ///< left end, middle of the line
  std::string text;
  Rgba colour;
  bool bold = false;
};

/// Flat shapes and words in pixels, painted over a scene in the order they are added. Everything is triangles, so that
/// widths hold on every driver.
class ShapeList {
 public:
  /// `scale`: device pixels per pixel of the design.
  explicit ShapeList(double scale) : scale_(scale) {}
  double scale() const { return scale_; }

  void glyph(GlyphShape shape, ViewPoint centre, double radius_px, Rgba colour);
  /// The same with a rim of `rim_px` around it.
  void glyph(GlyphShape shape, ViewPoint centre, double radius_px, Rgba colour, Rgba rim, double rim_px);
  void ring(ViewPoint centre, double radius_px, double width_px, Rgba colour);
  void line(ViewPoint from, ViewPoint to, double width_px, Rgba colour);
  void polyline(std::span<const ViewPoint> points, bool closed, double width_px, Rgba colour);
  void rectangle(ViewPoint corner, double width_px, double height_px, Rgba colour);
  /// From the left colour to the right one.
  void gradient(ViewPoint corner, double width_px, double height_px, Rgba left, Rgba right);
  void text(ViewText text) { texts_.push_back(std::move(text)); }

  /// Three corners a triangle.
  const std::vector<ViewPoint>& corners() const { return corners_; }
  const std::vector<Rgba>& colours() const { return colours_; }
  const std::vector<ViewText>& texts() const { return texts_; }

 private:
  void triangle(ViewPoint a, ViewPoint b, ViewPoint c, Rgba colour);

  double scale_;
  std::vector<ViewPoint> corners_;
  std::vector<Rgba> colours_;
  std::vector<ViewText> texts_;
};

}  // namespace ssa
