#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/core/label_map.h"

namespace ssa {

/// Squared Euclidean distance, px, from every pixel's centre to the nearest pixel for which `inside` is not 0;
/// kFarSquared where there is none. Linear (Felzenszwalb and Huttenlocher, 2012).
inline constexpr float kFarSquared = 1e18F;
std::vector<float> squaredDistance(std::span<const std::uint8_t> inside, Size size);

/// Local thickness of the regions of a mask (Hildebrand and Rüegsegger, 1997): the diameter of the largest disc that lies
/// in the pixel's region and covers the pixel, 2D - 1 with D the distance of the disc's centre to the nearest pixel of
/// another class; 1 for a line of one pixel, 3 for one of three (a line of even width counts as one less). Only discs
/// of radius up to mostRadius_px are looked at, so values end at 2 mostRadius_px - 1. kIgnore bounds nothing and has thickness 0;
/// the picture's edge bounds nothing either.
std::vector<float> localThickness(const LabelMap& labels, int mostRadius_px);

}  // namespace ssa
