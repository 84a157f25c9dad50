#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/core/geometry.h"
#include "engine/core/image8.h"
#include "engine/core/label_map.h"

namespace ssa {

/// Parts of a resized picture without resizing the rest: the same bytes as cutting `window` out of
/// resizeBilinear(image, resized) and resizeNearest(labels, resized), at the cost of the window alone.

/// Bilinear; mirrored from left to right if asked. Rows of `out` start `stride` bytes apart.
/// Errors: ContractViolation where the window does not lie inside `resized`.
void resizeWindow(const Image8& image, Size resized, Rect window, bool mirrored, std::uint8_t* out, std::size_t stride);
/// Nearest neighbour.
void resizeWindow(const LabelMap& labels, Size resized, Rect window, bool mirrored, std::uint8_t* out, std::size_t stride);

/// LabelMap::histogram of rows of `size.width` labels that start `stride` bytes apart.
std::array<std::int64_t, 256> countLabels(const std::uint8_t* labels, Size size, std::size_t stride);

}  // namespace ssa
