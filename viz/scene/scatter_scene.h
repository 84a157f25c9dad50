#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "viz/scene/scene.h"

namespace ssa {

/// A place among the points that stands out: a prototype.
struct ScatterGlyph {
  std::array<float, 3> position{};
  GlyphShape shape = GlyphShape::square;
  Rgb colour;
  int tag = 0;     ///< whatever the caller wants to know it by
  float size = 1;  ///< times the common radius
};

/// Colour of points that have none: unlabelled, or their class is hidden.
inline constexpr std::uint8_t kNoColour = 255;

/// Up to a million points in two or three dimensions with glyphs above them: a map of pixel features with prototypes, or a
/// cloud of them. Points that are not selected fade while others are.
class ScatterScene : public Scene {
 public:
  ScatterScene();
  ~ScatterScene() override;

  /// `coordinates`: `dimensions` (2 or 3) floats a point. Colours stay where the number of points stays.
  void setPoints(std::span<const float> coordinates, int dimensions);
  std::size_t size() const;
  int dimensions() const;
  /// By palette; kNoColour and what lies beyond the palette are grey.
  void setColours(std::span<const std::uint8_t> indices, const Palette& palette);
  /// By a number: `ramp` is spread evenly from `low` to `high`; NaN is grey.
  void setScalars(std::span<const float> values, float low, float high, const Palette& ramp);
  void setPointLook(double size_px, double alpha);  ///< pixels of the design; 0..1
  /// Pairs of glyphs joined by a line, drawn below them.
  void setGlyphs(std::vector<ScatterGlyph> glyphs, std::vector<std::pair<int, int>> trails);
  /// The same while a hand moves some of them: the camera stays where it is.
  void moveGlyphs(std::vector<ScatterGlyph> glyphs, std::vector<std::pair<int, int>> trails);
  const std::vector<ScatterGlyph>& glyphs() const;
  void setGlyphRadius(double radius_px);
  void setSelection(std::span<const std::int32_t> points);
  void setHovered(std::optional<std::int32_t> point);
  void setHoveredGlyph(std::optional<int> glyph);

  /// The nearest point within `radius_px` pixels of the design.
  std::optional<std::int32_t> pointAt(ViewPoint pos, double radius_px = 6) const;
  std::optional<int> glyphAt(ViewPoint pos) const;
  std::vector<std::int32_t> pointsInside(std::span<const ViewPoint> lasso) const;
  std::vector<int> glyphsInside(std::span<const ViewPoint> lasso) const;
  /// Where a place of the view lies on the plane through the scene's centre: for dragging in two dimensions.
  std::array<float, 2> planeAt(ViewPoint pos) const;

 protected:
  std::optional<std::array<double, 6>> bounds() const override;
  void drawOver(ShapeList& shapes, const Projection& projection) const override;

 private:
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa
