#pragma once

#include <cstdint>
#include <span>

#include "engine/image/codec.h"

namespace ssa::codec {

/// How colour samples relate to the alpha sample behind them.
enum class Alpha {
  none,
  straight,       ///< colour as seen where opaque
  premultiplied,  ///< colour already weighted
};

/// Interleaved samples of a picture: 1 grey or 3 colour channels, then alpha unless `none`.
struct SampleLayout {
  Size size;
  int colours = 3;  ///< 1 or 3
  Alpha alpha = Alpha::none;
  int channels() const { return colours + (alpha == Alpha::none ? 0 : 1); }
};

/// 8-bit samples -> RGB, alpha composited on white.
Decoded fromBytes(std::span<const std::uint8_t> samples, const SampleLayout& layout);

/// Deeper samples -> RGB. Percentiles 0.1 and 99.9 of all colour samples become 0 and 255; a constant
/// picture keeps its share of `full_scale`. Alpha is a share of `full_scale`. Not-a-number becomes black.
Decoded fromDeep(std::span<const std::uint16_t> samples, const SampleLayout& layout, double full_scale);
Decoded fromDeep(std::span<const float> samples, const SampleLayout& layout, double full_scale);

}  // namespace ssa::codec
