#include "engine/datasets/augment_transforms.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "engine/core/result.h"

namespace ssa {
namespace {

constexpr int kRedraws = 10;

void requireInside(Size size, Rect window) {
  if (window.empty() || window.x < 0 || window.y < 0 || window.right() > size.width || window.bottom() > size.height)
    throw ContractViolation("crop outside a picture of " + std::to_string(size.width) + "x" + std::to_string(size.height));
}

/// Copies rows of `channels` bytes a pixel.
template <class Picture>
Picture copied(const Picture& from, Rect window, Picture to, std::size_t channels) {
  const std::size_t offset = static_cast<std::size_t>(window.x) * channels;
  for (int y = 0; y < window.height; ++y)
    std::memcpy(to.row(y), from.row(window.y + y) + offset, static_cast<std::size_t>(window.width) * channels);
  return to;
}

Size grown(Size size, Size least) { return {std::max(size.width, least.width), std::max(size.height, least.height)}; }

}  // namespace

Size scaledBase(Size base, double ratio) { return {static_cast<int>(base.width * ratio), static_cast<int>(base.height * ratio)}; }

Size rescaledSize(Size picture, Size scale) {
  const auto [low, high] = std::minmax(picture.width, picture.height);
  const auto [scale_low, scale_high] = std::minmax(scale.width, scale.height);
  const double factor = std::min(static_cast<double>(scale_high) / high, static_cast<double>(scale_low) / low);
  return {std::max(1, static_cast<int>(picture.width * factor + 0.5)),
          std::max(1, static_cast<int>(picture.height * factor + 0.5))};
}

bool isVaried(const std::array<std::int64_t, 256>& pixels, double class_share) {
  std::int64_t sum = 0, most = 0;
  int classes = 0;
  for (std::size_t id = 0; id < kIgnore; ++id) {
    sum += pixels[id];
    most = std::max(most, pixels[id]);
    classes += pixels[id] > 0 ? 1 : 0;
  }
  return classes > 1 && static_cast<double>(most) / static_cast<double>(sum) < class_share;
}

Rect drawCrop(Size picture, Size crop, const std::function<int(int)>& below, const std::function<bool(Rect)>& accept) {
  const Size kept{std::min(picture.width, crop.width), std::min(picture.height, crop.height)};
  const auto draw = [&] {
    const int y = below(picture.height - kept.height + 1);
    const int x = below(picture.width - kept.width + 1);
    return Rect{x, y, kept.width, kept.height};
  };
  Rect window = draw();
  for (int i = 0; i < kRedraws && !accept(window); ++i) window = draw();
  return window;
}

Image8 cropped(const Image8& image, Rect window) {
  requireInside(image.size(), window);
  return copied(image, window, Image8({window.width, window.height}), 3);
}

LabelMap cropped(const LabelMap& labels, Rect window) {
  requireInside(labels.size(), window);
  return copied(labels, window, LabelMap({window.width, window.height}), 1);
}

Image8 mirrored(const Image8& image) {
  Image8 out(image.size());
  const int last = image.width() - 1;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x <= last; ++x) std::copy_n(image.row(y) + (last - x) * 3, 3, out.row(y) + x * 3);
  return out;
}

LabelMap mirrored(const LabelMap& labels) {
  LabelMap out(labels.size());
  for (int y = 0; y < labels.height(); ++y) std::reverse_copy(labels.row(y), labels.row(y) + labels.width(), out.row(y));
  return out;
}

Image8 padded(const Image8& image, Size size, std::uint8_t value) {
  Image8 out(grown(image.size(), size));
  std::fill(out.pixels().begin(), out.pixels().end(), value);
  return copied(image, {0, 0, image.width(), image.height()}, std::move(out), 3);
}

LabelMap padded(const LabelMap& labels, Size size, std::uint8_t value) {
  return copied(labels, {0, 0, labels.width(), labels.height()}, LabelMap(grown(labels.size(), size), value), 1);
}

}  // namespace ssa
