#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/geometry.h"

namespace ssa {

/// The label of pixels that count for nothing. Class ids are 0..254, so a model has at most
/// kMaxClasses classes.
inline constexpr std::uint8_t kIgnore = 255;
inline constexpr int kMaxClasses = 255;

/// One class id per pixel, H×W bytes, row-major without padding.
class LabelMap {
 public:
  LabelMap() = default;
  explicit LabelMap(Size size, std::uint8_t fill = kIgnore) : size_(size), labels_(static_cast<std::size_t>(size.area()), fill) {}

  Size size() const { return size_; }
  int width() const { return size_.width; }
  int height() const { return size_.height; }
  bool empty() const { return size_.empty(); }

  std::span<std::uint8_t> labels() { return labels_; }
  std::span<const std::uint8_t> labels() const { return labels_; }
  std::uint8_t* row(int y) { return labels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width); }
  const std::uint8_t* row(int y) const {
    return labels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width);
  }
  std::uint8_t at(Point p) const { return row(p.y)[p.x]; }

  /// Pixels of every id; index 255 counts the ignored ones.
  std::array<std::int64_t, 256> histogram() const;

  friend bool operator==(const LabelMap&, const LabelMap&) = default;

 private:
  Size size_;
  std::vector<std::uint8_t> labels_;
};

/// One number per pixel, H×W float32: confidence, entropy, margin.
class ScoreMap {
 public:
  ScoreMap() = default;
  explicit ScoreMap(Size size) : size_(size), values_(static_cast<std::size_t>(size.area())) {}
  Size size() const { return size_; }
  bool empty() const { return size_.empty(); }
  std::span<float> values() { return values_; }
  std::span<const float> values() const { return values_; }
  float at(Point p) const {
    return values_[static_cast<std::size_t>(p.y) * static_cast<std::size_t>(size_.width) + static_cast<std::size_t>(p.x)];
  }

 private:
  Size size_;
  std::vector<float> values_;
};

/// What an index mask file holds before a label table interprets it: H×W raw ids up to 16 bits.
struct IndexMask {
  Size size;
  std::vector<std::uint16_t> ids;
  int bits = 8;             ///< 1, 2, 4, 8 or 16 as stored
  bool hasPalette = false;  ///< ids are palette indices (VOC style)
  std::uint16_t at(Point p) const {
    return ids[static_cast<std::size_t>(p.y) * static_cast<std::size_t>(size.width) + static_cast<std::size_t>(p.x)];
  }
};

}  // namespace ssa
