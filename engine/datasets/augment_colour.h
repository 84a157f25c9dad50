#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/core/random.h"

namespace ssa {

/// The numbers of one photometric distortion; what is absent was not chosen by its coin.
struct ColourDraw {
  std::optional<double> brightness;  ///< levels added, -32..32
  bool contrast_first = true;        ///< right after the brightness, or after all others
  std::optional<double> contrast;    ///< factor 0.5..1.5
  std::optional<double> saturation;  ///< factor 0.5..1.5 of the HSV saturation
  std::optional<int> hue;            ///< half degrees turned, -18..17 of 180
  friend bool operator==(const ColourDraw&, const ColourDraw&) = default;
};

/// Every step with one half probability, in the reference's order of draws.
ColourDraw drawColours(Random& random);

/// PhotoMetricDistortion on RGB bytes, in place: every step rounds to bytes as the reference does (float32
/// arithmetic, clipped, truncated; hue and saturation through OpenCV's 8-bit HSV).
/// `rgb` holds whole pixels.
void distortColours(std::span<std::uint8_t> rgb, const ColourDraw& draw);

}  // namespace ssa
