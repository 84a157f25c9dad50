#include "viz/scene/projection.h"

#include <limits>

namespace ssa {

std::optional<ViewPoint> Projection::at(double x, double y, double z) const {
  const auto& m = matrix;
  const double w = m[12] * x + m[13] * y + m[14] * z + m[15];
  if (w <= 0) return {};
  const double across = (m[0] * x + m[1] * y + m[2] * z + m[3]) / w, up = (m[4] * x + m[5] * y + m[6] * z + m[7]) / w;
  return ViewPoint{(across + 1) / 2 * size.width, (1 - up) / 2 * size.height};
}

std::vector<float> Projection::all(std::span<const float> xyz) const {
  std::array<float, 16> m{};
  for (std::size_t i = 0; i < m.size(); ++i) m[i] = static_cast<float>(matrix[i]);
  const float halfWidth = static_cast<float>(size.width) / 2, halfHeight = static_cast<float>(size.height) / 2;
  const std::size_t count = xyz.size() / 3;
  std::vector<float> places(2 * count);
  const float* in = xyz.data();
  float* out = places.data();
  for (std::size_t i = 0; i < count; ++i, in += 3, out += 2) {
    const float w = m[12] * in[0] + m[13] * in[1] + m[14] * in[2] + m[15];
    const float scale = w > 0 ? 1 / w : std::numeric_limits<float>::quiet_NaN();
    out[0] = ((m[0] * in[0] + m[1] * in[1] + m[2] * in[2] + m[3]) * scale + 1) * halfWidth;
    out[1] = (1 - (m[4] * in[0] + m[5] * in[1] + m[6] * in[2] + m[7]) * scale) * halfHeight;
  }
  return places;
}

}  // namespace ssa
