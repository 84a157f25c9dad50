#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/label_map.h"
#include "engine/core/result.h"

namespace ssa {

/// What a pixel of a difference view means.
enum class DifferenceCode : std::uint8_t {
  same = 0,     ///< nothing to show
  changed = 1,  ///< flips: coarse and refined differ
  gained = 2,   ///< first wrong, second right
  lost = 3,     ///< first right, second wrong
  bothWrong = 4,
};

/// A connected region (8-neighbourhood) of one code.
struct DifferenceRegion {
  DifferenceCode code = DifferenceCode::same;
  Rect bounds;
  std::int64_t pixels = 0;
  std::uint8_t from = kIgnore;  ///< most frequent label in the first map there
  std::uint8_t to = kIgnore;    ///< and in the second
};

/// Two masks compared, with or without truth.
struct Difference {
  LabelMap codes;                         ///< DifferenceCode per pixel; pixels whose truth is kIgnore are `same`
  std::vector<DifferenceRegion> regions;  ///< largest first, those under 4 pixels left out
  std::int64_t pixels[5] = {};            ///< per code
};

/// Error sizeMismatch when the maps differ in size.
Result<Difference> compareMasks(const LabelMap& first, const LabelMap& second);
Result<Difference> compareMasks(const LabelMap& first, const LabelMap& second, const LabelMap& truth);

}  // namespace ssa
