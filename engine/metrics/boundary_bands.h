#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/core/label_map.h"

namespace ssa {

using Plane = std::vector<std::uint8_t>;  ///< one byte a pixel, row-major

/// Grows what a picture's windows have seen: with planes that hold, for every pixel, the minimum, maximum or union over
/// the square of radius r around it, one call makes them hold the square of radius r + step. step <= 2r+1.
void widenMin(Plane& plane, Plane& scratch, Size size, int step);
void widenMax(Plane& plane, Plane& scratch, Size size, int step);
void widenUnion(Plane& plane, Plane& scratch, Size size, int step);

/// Steps that take a window from radius `from` to `to`, each allowed by `widenMin` and its siblings.
std::vector<int> windowSteps(int from, int to);

/// For every pixel the index of the first of `widths` (ascending) within which another class lies, widths.size() where
/// none does and where the label is kIgnore; kIgnore is no class.
Plane bandLevels(const LabelMap& labels, const std::vector<int>& widths);

}  // namespace ssa
