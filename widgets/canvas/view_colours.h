#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/core/palette.h"
#include "engine/image/difference.h"

namespace ssa {

/// Colour of every id, RGBA; alpha 0 = not shown. The bytes of the palette texture.
using IdColours = std::array<std::array<std::uint8_t, 4>, 256>;

/// Classes in their colours; hidden ones, ids without a colour and kIgnore are not shown. Classes past the end of
/// `visible` are.
IdColours classColours(const Palette& palette, const std::vector<bool>& visible);

/// Amber for changed, green for gained, magenta for lost, grey for both wrong: apart for every colour vision.
Rgb differenceColour(DifferenceCode code);
/// The same as id colours; `same` is not shown.
const IdColours& differenceColours();

/// How much colour the picture keeps under differences and scores, whose own colours carry the meaning.
inline constexpr float kQuietSaturation = 0.25F;

/// Contours are thin, so they are drawn stronger than a filled mask of the same opacity.
inline constexpr float contourOpacity(float opacity) { return opacity * 1.6F < 1 ? opacity * 1.6F : 1; }

/// Half width of a contour in device pixels: one pixel of each class, two where zoom leaves room for them.
inline constexpr float contourHalfWidth_px(double zoom, double pixelRatio) {
  const float base = zoom >= 3 ? 1.6F : 0.75F;
  return pixelRatio > 1.5 ? 1.25F * base : base;
}

}  // namespace ssa
