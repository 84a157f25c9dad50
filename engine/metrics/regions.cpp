#include "engine/metrics/regions.h"

#include <algorithm>

#include "engine/core/result.h"

namespace ssa {
namespace {

/// Sets of pixels; the root of each is its first pixel, so that numbers follow reading order.
class Sets {
 public:
  explicit Sets(std::size_t count) : parent_(count) {
    for (std::size_t i = 0; i < count; ++i) parent_[i] = static_cast<std::uint32_t>(i);
  }
  std::uint32_t root(std::uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    const std::uint32_t x = root(static_cast<std::uint32_t>(a)), y = root(static_cast<std::uint32_t>(b));
    parent_[std::max(x, y)] = std::min(x, y);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace

Regions connectedRegions(std::span<const std::int32_t> keys, Size size) {
  if (static_cast<std::int64_t>(keys.size()) != size.area()) throw ContractViolation("connectedRegions: a key for every pixel");
  const int width = size.width;
  const auto at = [&](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  };
  Sets sets(keys.size());
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::size_t here = at(x, y);
      if (keys[here] < 0) continue;
      if (x > 0 && keys[here - 1] == keys[here]) sets.join(here - 1, here);
      if (y == 0) continue;
      for (int dx = -1; dx <= 1; ++dx) {
        if (x + dx < 0 || x + dx >= width) continue;
        if (const std::size_t above = at(x + dx, y - 1); keys[above] == keys[here]) sets.join(above, here);
      }
    }
  }
  Regions regions;
  regions.region.assign(keys.size(), kNoRegion);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::size_t here = at(x, y);
      if (keys[here] < 0) continue;
      const std::size_t root = sets.root(static_cast<std::uint32_t>(here));
      if (root == here) {
        regions.region[here] = static_cast<std::int32_t>(regions.first.size());
        regions.first.push_back(here);
        regions.box.push_back({x, y, 1, 1});
        continue;
      }
      const std::int32_t region = regions.region[root];
      regions.region[here] = region;
      Rect& box = regions.box[static_cast<std::size_t>(region)];
      const int right = std::max(box.right(), x + 1);
      box.x = std::min(box.x, x);
      box.width = right - box.x;
      box.height = y + 1 - box.y;
    }
  }
  return regions;
}

}  // namespace ssa
