#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/core/image8.h"
#include "engine/core/label_map.h"

namespace ssa {

/// Size of level `level` of a pyramid: each side halved `level` times, rounded up.
Size levelSize(Size full, int level);

/// A picture and its halvings, each made the first time it is asked for. Level 0 is the picture itself;
/// a pixel of level L is the mean of a 2×2 block of level L-1 (fewer pixels at an odd border).
///
/// Safe to use from several threads; the first call for a level does the work, so ask from a worker.
class ImagePyramid {
 public:
  explicit ImagePyramid(std::shared_ptr<const Image8> image);

  Size size() const { return image_->size(); }
  /// Levels down to one that fits 256×256.
  int levels() const;
  /// `level` is clamped to what exists.
  const Image8& level(int level) const;

 private:
  std::shared_ptr<const Image8> image_;
  mutable std::mutex mutex_;
  mutable std::deque<Image8> smaller_;  ///< levels 1…; a deque keeps references valid
};

/// Every second row and column averaged away.
Image8 halved(const Image8& image);

/// The bytes of a rectangle, rows without padding: R, G, B, 255. The rectangle is cut to the picture.
std::vector<std::uint8_t> extractRgba(const Image8& image, Rect rect);
/// As extractRgba, three bytes a pixel.
std::vector<std::uint8_t> extractRgb(const Image8& image, Rect rect);

/// Labels of a rectangle of pyramid level `level`, one byte a pixel: each takes the label at the middle
/// of the block it covers, so no id is made up. The rectangle is in the level's pixels and cut to it.
std::vector<std::uint8_t> extractLabels(const LabelMap& labels, int level, Rect rect);

}  // namespace ssa
