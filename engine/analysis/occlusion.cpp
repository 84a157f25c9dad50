#include "engine/analysis/occlusion.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/result.h"

namespace ssa {
namespace {

std::vector<int> patchStarts(int length, int patch, int stride) {
  std::vector<int> starts;
  for (int at = 0; at + patch < length; at += stride) starts.push_back(at);
  starts.push_back(std::max(0, length - patch));
  return starts;
}

/// Running mean of 2r+1 values with repeated ends, `count` values `step` bytes apart.
void boxLine(const std::uint8_t* in, std::uint8_t* out, int count, std::size_t step, int radius) {
  const int side = 2 * radius + 1;
  const auto value = [&](int i) { return static_cast<int>(in[static_cast<std::size_t>(std::clamp(i, 0, count - 1)) * step]); };
  long sum = 0;
  for (int i = -radius; i <= radius; ++i) sum += value(i);
  for (int i = 0; i < count; ++i) {
    out[static_cast<std::size_t>(i) * step] = static_cast<std::uint8_t>((sum + side / 2) / side);
    sum += value(i + radius + 1) - value(i - radius);
  }
}

}  // namespace

PatchGrid patchGrid(Size picture, int patch_px, int stride_px) {
  if (picture.empty() || patch_px < 1 || stride_px < 1) throw ContractViolation("patchGrid: empty picture or patch");
  const Size patch{std::min(patch_px, picture.width), std::min(patch_px, picture.height)};
  return {patchStarts(picture.width, patch.width, stride_px), patchStarts(picture.height, patch.height, stride_px), patch};
}

ScoreMap spreadPatches(const PatchGrid& grid, std::span<const float> values, Size picture) {
  if (values.size() != grid.count()) throw ContractViolation("spreadPatches: a value for every position");
  const auto width = static_cast<std::size_t>(picture.width) + 1, height = static_cast<std::size_t>(picture.height) + 1;
  std::vector<double> sum(width * height), count(width * height);  // differences, then summed up twice
  for (std::size_t row = 0; row < grid.tops.size(); ++row) {
    for (std::size_t column = 0; column < grid.lefts.size(); ++column) {
      const Rect r = grid.at(column, row);
      const double value = static_cast<double>(values[row * grid.lefts.size() + column]);
      const auto add = [&](int x, int y, double sign) {
        const std::size_t at = static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x);
        sum[at] += sign * value;
        count[at] += sign;
      };
      add(r.x, r.y, 1), add(r.right(), r.y, -1), add(r.x, r.bottom(), -1), add(r.right(), r.bottom(), 1);
    }
  }
  for (std::vector<double>* table : {&sum, &count}) {
    for (std::size_t y = 0; y < height; ++y)
      for (std::size_t x = 1; x < width; ++x) (*table)[y * width + x] += (*table)[y * width + x - 1];
    for (std::size_t i = width; i < table->size(); ++i) (*table)[i] += (*table)[i - width];
  }
  ScoreMap map(picture);
  for (std::size_t y = 0; y + 1 < height; ++y)
    for (std::size_t x = 0; x + 1 < width; ++x)
      if (const std::size_t at = y * width + x; count[at] > 0.5)
        map.values()[y * (width - 1) + x] = static_cast<float>(sum[at] / count[at]);
  return map;
}

Image8 meanColour(const Image8& image) {
  std::array<std::int64_t, 3> sum{};
  const auto pixels = image.pixels();
  for (std::size_t i = 0; i < pixels.size(); ++i) sum[i % 3] += pixels[i];
  Image8 filled(image.size());
  const std::int64_t count = std::max<std::int64_t>(1, image.size().area());
  for (std::size_t i = 0; i < pixels.size(); ++i)
    filled.pixels()[i] = static_cast<std::uint8_t>((sum[i % 3] + count / 2) / count);
  return filled;
}

Image8 boxBlurred(const Image8& image, int radius_px) {
  if (image.empty() || radius_px < 1) return image;
  Image8 blurred = image, scratch(image.size());
  for (int pass = 0; pass < 3; ++pass) {
    for (int y = 0; y < image.height(); ++y)
      for (int c = 0; c < 3; ++c) boxLine(blurred.row(y) + c, scratch.row(y) + c, image.width(), 3, radius_px);
    for (std::size_t x = 0; x < image.rowBytes(); ++x)
      boxLine(scratch.row(0) + x, blurred.row(0) + x, image.height(), image.rowBytes(), radius_px);
  }
  return blurred;
}

Image8 withRectangle(const Image8& image, const Image8& cover, Rect rectangle) {
  if (cover.size() != image.size()) throw ContractViolation("withRectangle: a cover of another size");
  Image8 result = image;
  const Rect inside = rectangle.intersected({0, 0, image.width(), image.height()});
  for (int y = inside.y; y < inside.bottom(); ++y)
    std::copy_n(cover.row(y) + 3 * inside.x, 3 * static_cast<std::ptrdiff_t>(inside.width), result.row(y) + 3 * inside.x);
  return result;
}

}  // namespace ssa
