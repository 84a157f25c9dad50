#pragma once

#include <span>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/core/image8.h"
#include "engine/core/label_map.h"

namespace ssa {

/// Positions of a sliding patch: columns and rows of upper-left corners 0, stride, 2 stride …, the last moved back so that
/// the patch ends at the picture's edge; a picture smaller than the patch has one position.
struct PatchGrid {
  std::vector<int> lefts;
  std::vector<int> tops;
  Size patch;  ///< never larger than the picture
  Rect at(std::size_t column, std::size_t row) const { return {lefts[column], tops[row], patch.width, patch.height}; }
  std::size_t count() const { return lefts.size() * tops.size(); }
};
PatchGrid patchGrid(Size picture, int patch_px, int stride_px);

/// A value per position (row-major) -> per pixel the mean over the patches that cover it; 0 where none does.
ScoreMap spreadPatches(const PatchGrid& grid, std::span<const float> values, Size picture);

/// A picture of one colour, the mean of `image` rounded to bytes.
Image8 meanColour(const Image8& image);
/// Three box filters of side 2 radius + 1, edges repeated: about a Gaussian of sigma = radius.
Image8 boxBlurred(const Image8& image, int radius_px);
/// `image` with the pixels of `rectangle` taken from `cover` (same size).
Image8 withRectangle(const Image8& image, const Image8& cover, Rect rectangle);

}  // namespace ssa
