#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "viz/scene/projection.h"

namespace ssa {

/// Finds points by where they stand in a view, among a million of them: projected once per camera, sorted into a grid of
/// small squares.
class PointPicker {
 public:
  /// `xyz`: 3 floats a point.
  PointPicker(std::span<const float> xyz, const Projection& projection);

  /// The nearest point within `radius_px`; of several at the same place the last, which is drawn on top.
  std::optional<std::int32_t> nearest(ViewPoint pos, double radius_px) const;
  /// The points inside a closed polygon (even-odd rule), ascending.
  std::vector<std::int32_t> inside(std::span<const ViewPoint> polygon) const;
  std::size_t size() const { return places_.size() / 2; }

 private:
  std::size_t cellOf(float x, float y) const;

  Size view_;
  int columns_ = 1, rows_ = 1;
  std::vector<float> places_;            ///< x and y of every point
  std::vector<std::int32_t> cellStart_;  ///< first entry of each square in sorted_, and the end
  std::vector<std::int32_t> sorted_;     ///< points inside the view, by square, ascending in each
};

}  // namespace ssa
