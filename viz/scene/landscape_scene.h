#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "viz/scene/scene.h"

namespace ssa {

/// A number per cell of a grid as heights over the grid, with a colour per cell: the score of a class as a landscape over
/// the picture. x to the right, z towards the reader (down the picture), y up.
class LandscapeScene : public Scene {
 public:
  LandscapeScene();
  ~LandscapeScene() override;

  /// `heights`: one per cell, row-major; cells that are not finite lie on the ground. `colours` likewise.
  void setField(Size grid, std::span<const float> heights, std::span<const Rgb> colours);
  /// Height of the whole range as a share of the longer side.
  void setRelief(double share);
  /// Cells marked on the surface.
  void setSelection(std::span<const std::int32_t> cells);
  void setHovered(std::optional<std::int32_t> cell);
  /// The cell whose place on the surface is nearest.
  std::optional<std::int32_t> cellAt(ViewPoint pos, double radius_px = 12) const;
  Size grid() const;
  float low() const;
  float high() const;

 protected:
  std::optional<std::array<double, 6>> bounds() const override;
  void drawOver(ShapeList& shapes, const Projection& projection) const override;

 private:
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa
