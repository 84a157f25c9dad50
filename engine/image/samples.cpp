#include "engine/image/samples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace ssa::codec {
namespace {

constexpr double kLowShare = 0.001, kHighShare = 0.999;
/// Float percentiles are taken from at most this many evenly spaced samples.
constexpr std::size_t kSampled = std::size_t{1} << 22;

std::uint8_t onWhite(unsigned colour, unsigned alpha, Alpha kind) {
  if (kind == Alpha::premultiplied) return static_cast<std::uint8_t>(std::min(255U, colour + 255 - alpha));
  return static_cast<std::uint8_t>((colour * alpha + 255 * (255 - alpha) + 127) / 255);
}

/// `colourAt(sample)` and `alphaAt(sample)` give bytes.
template <class T, class Colour, class AlphaOf>
Decoded compose(std::span<const T> samples, const SampleLayout& layout, Colour colourAt, AlphaOf alphaAt) {
  Decoded decoded;
  decoded.image = Image8(layout.size);
  const auto channels = static_cast<std::size_t>(layout.channels());
  const auto colours = static_cast<std::size_t>(layout.colours);
  std::uint8_t* out = decoded.image.pixels().data();
  for (std::size_t at = 0; at + channels <= samples.size(); at += channels, out += 3) {
    for (std::size_t c = 0; c < 3; ++c) out[c] = colourAt(samples[at + (colours == 3 ? c : 0)]);
    if (layout.alpha == Alpha::none) continue;
    const unsigned alpha = alphaAt(samples[at + colours]);
    if (alpha == 255) continue;
    decoded.transparent = true;
    for (std::size_t c = 0; c < 3; ++c) out[c] = onWhite(out[c], alpha, layout.alpha);
  }
  return decoded;
}

template <class T>
Decoded mapped(std::span<const T> samples, const SampleLayout& layout, double low, double high, double full_scale) {
  const auto toByte = [](double share) {
    return std::isnan(share) ? std::uint8_t{0} : static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
  };
  const bool constant = !(high > low);
  const double base = constant ? 0 : low, range = constant ? full_scale : high - low;
  const auto alphaAt = [&](T v) { return unsigned{toByte(double(v) / full_scale)}; };
  Decoded decoded;
  if constexpr (std::is_same_v<T, std::uint16_t>) {
    std::vector<std::uint8_t> table(65'536);
    for (std::size_t v = 0; v < table.size(); ++v) table[v] = toByte((double(v) - base) / range);
    decoded = compose(
        samples, layout, [&](T v) { return table[v]; }, alphaAt);
  } else {
    decoded = compose(
        samples, layout, [&](T v) { return toByte((double(v) - base) / range); }, alphaAt);
  }
  decoded.mapped = {base, base + range};
  return decoded;
}

std::size_t rank(double share, std::size_t count) { return static_cast<std::size_t>(share * static_cast<double>(count - 1)); }

}  // namespace

Decoded fromBytes(std::span<const std::uint8_t> samples, const SampleLayout& layout) {
  return compose(
      samples, layout, [](std::uint8_t v) { return v; }, [](std::uint8_t v) { return unsigned{v}; });
}

Decoded fromDeep(std::span<const std::uint16_t> samples, const SampleLayout& layout, double full_scale) {
  std::vector<std::size_t> counts(65'536);
  std::size_t total = 0;
  const auto channels = static_cast<std::size_t>(layout.channels()), colours = static_cast<std::size_t>(layout.colours);
  for (std::size_t at = 0; at + channels <= samples.size(); at += channels, total += colours)
    for (std::size_t c = 0; c < colours; ++c) ++counts[samples[at + c]];
  const auto percentile = [&](double share) {
    std::size_t below = 0;
    for (std::size_t v = 0; v < counts.size(); ++v)
      if (below += counts[v]; below > rank(share, total)) return double(v);
    return 0.0;
  };
  return mapped(samples, layout, percentile(kLowShare), percentile(kHighShare), full_scale);
}

Decoded fromDeep(std::span<const float> samples, const SampleLayout& layout, double full_scale) {
  const auto channels = static_cast<std::size_t>(layout.channels()), colours = static_cast<std::size_t>(layout.colours);
  const std::size_t pixels = samples.size() / channels;
  const std::size_t step = std::max<std::size_t>(1, pixels * colours / kSampled);
  std::vector<float> finite;
  for (std::size_t p = 0; p < pixels; p += step)
    for (std::size_t c = 0; c < colours; ++c)
      if (const float v = samples[p * channels + c]; std::isfinite(v)) finite.push_back(v);
  if (finite.empty()) return mapped(samples, layout, 0, 0, full_scale);
  const auto percentile = [&](double share) {
    const auto at = finite.begin() + static_cast<std::ptrdiff_t>(rank(share, finite.size()));
    std::nth_element(finite.begin(), at, finite.end());
    return double(*at);
  };
  return mapped(samples, layout, percentile(kLowShare), percentile(kHighShare), full_scale);
}

}  // namespace ssa::codec
