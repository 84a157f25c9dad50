#include "engine/metrics/boundary_bands.h"

#include <algorithm>

namespace ssa {
namespace {

struct Min {
  std::uint8_t operator()(std::uint8_t a, std::uint8_t b) const { return std::min(a, b); }
};
struct Max {
  std::uint8_t operator()(std::uint8_t a, std::uint8_t b) const { return std::max(a, b); }
};
struct Union {
  std::uint8_t operator()(std::uint8_t a, std::uint8_t b) const { return static_cast<std::uint8_t>(a | b); }
};

/// out[i] = in[i - step] op in[i] op in[i + step], positions outside left out.
template <class Op>
void widenRow(const std::uint8_t* in, std::uint8_t* out, int count, int step, Op op) {
  std::copy_n(in, count, out);
  for (int i = 0; i < count - step; ++i) out[i] = op(out[i], in[i + step]);
  for (int i = step; i < count; ++i) out[i] = op(out[i], in[i - step]);
}

template <class Op>
void widen(Plane& plane, Plane& scratch, Size size, int step, Op op) {
  scratch.resize(plane.size());
  const auto width = static_cast<std::size_t>(size.width);
  for (int y = 0; y < size.height; ++y) {
    const std::size_t at = static_cast<std::size_t>(y) * width;
    widenRow(plane.data() + at, scratch.data() + at, size.width, step, op);
  }
  for (int y = 0; y < size.height; ++y) {
    std::uint8_t* out = plane.data() + static_cast<std::size_t>(y) * width;
    std::copy_n(scratch.data() + static_cast<std::size_t>(y) * width, width, out);
    for (const int other : {y - step, y + step}) {
      if (other < 0 || other >= size.height) continue;
      const std::uint8_t* in = scratch.data() + static_cast<std::size_t>(other) * width;
      for (std::size_t x = 0; x < width; ++x) out[x] = op(out[x], in[x]);
    }
  }
}

}  // namespace

void widenMin(Plane& plane, Plane& scratch, Size size, int step) { widen(plane, scratch, size, step, Min{}); }
void widenMax(Plane& plane, Plane& scratch, Size size, int step) { widen(plane, scratch, size, step, Max{}); }
void widenUnion(Plane& plane, Plane& scratch, Size size, int step) { widen(plane, scratch, size, step, Union{}); }

std::vector<int> windowSteps(int from, int to) {
  std::vector<int> steps;
  for (int radius = from; radius < to;) {
    steps.push_back(std::min(to - radius, 2 * radius + 1));
    radius += steps.back();
  }
  return steps;
}

Plane bandLevels(const LabelMap& labels, const std::vector<int>& widths) {
  const auto all = labels.labels();
  // 255 never wins a minimum, and one more than it, 0, never wins a maximum: kIgnore takes no part.
  Plane low(all.begin(), all.end()), high(all.size()), scratch;
  for (std::size_t i = 0; i < all.size(); ++i) high[i] = static_cast<std::uint8_t>(all[i] + 1);
  Plane levels(all.size(), static_cast<std::uint8_t>(widths.size()));
  int radius = 0;
  for (const int width : widths) {
    for (const int step : windowSteps(radius, width)) {
      widenMin(low, scratch, labels.size(), step);
      widenMax(high, scratch, labels.size(), step);
    }
    radius = width;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool border = static_cast<std::uint8_t>(low[i] + 1) != high[i];
      levels[i] = static_cast<std::uint8_t>(levels[i] - (border && all[i] != kIgnore ? 1 : 0));
    }
  }
  return levels;
}

}  // namespace ssa
