#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "engine/core/geometry.h"

namespace ssa {

/// A place in a view: device pixels from the left upper corner.
struct ViewPoint {
  double x = 0;
  double y = 0;
};

/// How a camera brings places of a scene to pixels.
struct Projection {
  std::array<double, 16> matrix{};  ///< row-major, to clip coordinates
  Size size;                        ///< of the view, device pixels

  /// Empty behind the camera.
  std::optional<ViewPoint> at(double x, double y, double z) const;
  /// All points at once, x and y of each behind one another; NaN behind the camera. `xyz`: 3 floats a point.
  std::vector<float> all(std::span<const float> xyz) const;
  friend bool operator==(const Projection&, const Projection&) = default;
};

}  // namespace ssa
