#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/geometry.h"

namespace ssa {

/// A picture ready for the network and the screen: H×W×3, interleaved sRGB bytes, row-major without
/// padding, EXIF orientation already applied.
class Image8 {
 public:
  Image8() = default;
  explicit Image8(Size size) : size_(size), pixels_(static_cast<std::size_t>(size.area()) * 3) {}

  Size size() const { return size_; }
  int width() const { return size_.width; }
  int height() const { return size_.height; }
  bool empty() const { return size_.empty(); }

  std::span<std::uint8_t> pixels() { return pixels_; }
  std::span<const std::uint8_t> pixels() const { return pixels_; }
  std::uint8_t* row(int y) { return pixels_.data() + static_cast<std::size_t>(y) * rowBytes(); }
  const std::uint8_t* row(int y) const { return pixels_.data() + static_cast<std::size_t>(y) * rowBytes(); }
  std::size_t rowBytes() const { return static_cast<std::size_t>(size_.width) * 3; }

  friend bool operator==(const Image8&, const Image8&) = default;

 private:
  Size size_;
  std::vector<std::uint8_t> pixels_;
};

}  // namespace ssa
