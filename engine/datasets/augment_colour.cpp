#include "engine/datasets/augment_colour.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

namespace ssa {
namespace {

constexpr int kHues = 180;

using ByteTable = std::array<std::uint8_t, 256>;

ByteTable affine(double factor, double offset) {
  ByteTable table{};
  for (int i = 0; i < 256; ++i) {
    const float scaled = static_cast<float>(i) * static_cast<float>(factor);
    table[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(std::clamp(scaled + static_cast<float>(offset), 0.0F, 255.0F));
  }
  return table;
}

void lookUp(std::span<std::uint8_t> rgb, const ByteTable& table) {
  for (std::uint8_t& byte : rgb) byte = table[byte];
}

/// Applies `table` to channel `channel` of the pixels' HSV form.
void lookUpHsv(std::span<std::uint8_t> rgb, int channel, const ByteTable& table) {
  cv::Mat pixels(1, static_cast<int>(rgb.size() / 3), CV_8UC3, rgb.data()), hsv;
  cv::cvtColor(pixels, hsv, cv::COLOR_RGB2HSV);
  std::uint8_t* const values = hsv.ptr();
  for (std::size_t i = static_cast<std::size_t>(channel); i < rgb.size(); i += 3) values[i] = table[values[i]];
  cv::cvtColor(hsv, pixels, cv::COLOR_HSV2RGB);
}

ByteTable turned(int half_degrees) {
  ByteTable table{};
  for (int i = 0; i < 256; ++i)
    table[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>((i + half_degrees + kHues) % kHues);
  return table;
}

}  // namespace

ColourDraw drawColours(Random& random) {
  ColourDraw draw;
  const auto coin = [&random] { return random.below(2) == 1; };
  if (coin()) draw.brightness = random.uniform(-32, 32);
  draw.contrast_first = coin();
  if (draw.contrast_first && coin()) draw.contrast = random.uniform(0.5, 1.5);
  if (coin()) draw.saturation = random.uniform(0.5, 1.5);
  if (coin()) draw.hue = random.below(36) - 18;
  if (!draw.contrast_first && coin()) draw.contrast = random.uniform(0.5, 1.5);
  return draw;
}

void distortColours(std::span<std::uint8_t> rgb, const ColourDraw& draw) {
  if (draw.brightness) lookUp(rgb, affine(1, *draw.brightness));
  if (draw.contrast && draw.contrast_first) lookUp(rgb, affine(*draw.contrast, 0));
  if (draw.saturation) lookUpHsv(rgb, 1, affine(*draw.saturation, 0));
  if (draw.hue) lookUpHsv(rgb, 0, turned(*draw.hue));
  if (draw.contrast && !draw.contrast_first) lookUp(rgb, affine(*draw.contrast, 0));
}

}  // namespace ssa
