#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/geometry.h"

namespace ssa {

inline constexpr std::int32_t kNoRegion = -1;

/// Connected regions of a picture, numbered in reading order of their first pixels.
struct Regions {
  std::vector<std::int32_t> region;  ///< by pixel, kNoRegion where there is none
  std::vector<std::size_t> first;    ///< by region, index of its first pixel
  std::vector<Rect> box;             ///< by region
};
/// Pixels with the same key that touch at a side or a corner; a negative key belongs to none. Linear (union-find).
Regions connectedRegions(std::span<const std::int32_t> keys, Size size);

}  // namespace ssa
