#include "engine/image/tiles.h"

#include <algorithm>
#include <utility>

namespace ssa {
namespace {

constexpr int kSmallestLevel = 256;

Rect cut(Rect rect, Size size) { return rect.intersected({0, 0, size.width, size.height}); }

}  // namespace

Size levelSize(Size full, int level) {
  const std::int64_t step = std::int64_t{1} << level;
  return {static_cast<int>((full.width + step - 1) / step), static_cast<int>((full.height + step - 1) / step)};
}

ImagePyramid::ImagePyramid(std::shared_ptr<const Image8> image) : image_(std::move(image)) {}

int ImagePyramid::levels() const {
  int count = 1;
  for (Size s = size(); std::max(s.width, s.height) > kSmallestLevel; s = levelSize(size(), count++)) {
  }
  return count;
}

const Image8& ImagePyramid::level(int level) const {
  level = std::clamp(level, 0, levels() - 1);
  if (level == 0) return *image_;
  const std::scoped_lock lock(mutex_);
  while (static_cast<int>(smaller_.size()) < level) smaller_.push_back(halved(smaller_.empty() ? *image_ : smaller_.back()));
  return smaller_[static_cast<std::size_t>(level - 1)];
}

Image8 halved(const Image8& image) {
  Image8 out(levelSize(image.size(), 1));
  const int whole = image.width() / 2;
  for (int y = 0; y < out.height(); ++y) {
    const std::uint8_t* a = image.row(2 * y);
    const std::uint8_t* b = image.row(std::min(2 * y + 1, image.height() - 1));
    std::uint8_t* to = out.row(y);
    for (int x = 0; x < whole; ++x)
      for (int c = 0; c < 3; ++c)
        to[3 * x + c] = static_cast<std::uint8_t>((a[6 * x + c] + a[6 * x + 3 + c] + b[6 * x + c] + b[6 * x + 3 + c] + 2) / 4);
    if (whole < out.width())
      for (int c = 0; c < 3; ++c) to[3 * whole + c] = static_cast<std::uint8_t>((a[6 * whole + c] + b[6 * whole + c] + 1) / 2);
  }
  return out;
}

std::vector<std::uint8_t> extractRgba(const Image8& image, Rect rect) {
  rect = cut(rect, image.size());
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(rect.width) * static_cast<std::size_t>(rect.height) * 4);
  std::uint8_t* to = bytes.data();
  for (int y = rect.y; y < rect.bottom(); ++y) {
    const std::uint8_t* from = image.row(y) + std::size_t{3} * static_cast<std::size_t>(rect.x);
    for (int x = 0; x < rect.width; ++x, from += 3, to += 4) {
      to[0] = from[0];
      to[1] = from[1];
      to[2] = from[2];
      to[3] = 255;
    }
  }
  return bytes;
}

std::vector<std::uint8_t> extractRgb(const Image8& image, Rect rect) {
  rect = cut(rect, image.size());
  const auto row_bytes = static_cast<std::size_t>(rect.width) * 3;
  std::vector<std::uint8_t> bytes(row_bytes * static_cast<std::size_t>(rect.height));
  for (int y = 0; y < rect.height; ++y)
    std::copy_n(image.row(rect.y + y) + std::size_t{3} * static_cast<std::size_t>(rect.x), row_bytes,
                bytes.data() + row_bytes * static_cast<std::size_t>(y));
  return bytes;
}

std::vector<std::uint8_t> extractLabels(const LabelMap& labels, int level, Rect rect) {
  rect = cut(rect, levelSize(labels.size(), level));
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(rect.width) * static_cast<std::size_t>(rect.height));
  const int middle = level == 0 ? 0 : 1 << (level - 1);
  const auto stored = [&](int v, int size) {
    return static_cast<int>(std::min<std::int64_t>((std::int64_t{v} << level) + middle, size - 1));
  };
  std::uint8_t* to = bytes.data();
  for (int y = rect.y; y < rect.bottom(); ++y) {
    const std::uint8_t* row = labels.row(stored(y, labels.height()));
    if (level == 0) {
      to = std::copy_n(row + rect.x, rect.width, to);
      continue;
    }
    for (int x = rect.x; x < rect.right(); ++x) *to++ = row[stored(x, labels.width())];
  }
  return bytes;
}

}  // namespace ssa
