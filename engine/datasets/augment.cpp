#include "engine/datasets/augment.h"

#include <algorithm>
#include <cstring>

#include "engine/core/result.h"
#include "engine/datasets/augment_crop.h"
#include "engine/datasets/augment_transforms.h"
#include "engine/image/resample.h"

namespace ssa {
namespace {

void requireSample(const TrainSample& sample) {
  if (sample.image.empty() || sample.image.size() != sample.labels.size())
    throw ContractViolation("augment: picture and mask differ in size or are empty");
}

Size drawResized(Size picture, const AugmentOptions& options, Random& random) {
  const Size base = options.scale_long_px > 0 ? Size{options.scale_long_px, options.scale_short_px} : picture;
  const double low = options.ratio_low, high = options.ratio_high;
  return rescaledSize(picture, scaledBase(base, random.uniform() * (high - low) + low));
}

/// The numbers from the crop on; `histogram(window)` counts the labels a window of the resized mask holds.
template <class Histogram>
AugmentDraw drawFrom(Size resized, const AugmentOptions& options, Random& random, Histogram histogram) {
  AugmentDraw draw;
  draw.resized = resized;
  const double share = options.class_share;
  draw.window = drawCrop(
      resized, {options.crop_width_px, options.crop_height_px}, [&random](int count) { return random.below(count); },
      [&](Rect window) { return share >= 1 || isVaried(histogram(window), share); });
  draw.mirrored = random.uniform() < static_cast<double>(options.flip);
  if (options.photometric) draw.colours = drawColours(random);
  return draw;
}

/// The published order: resize the whole, then cut.
TrainSample resizedFirst(const TrainSample& sample, const AugmentOptions& options, Random& random) {
  const Size resized = drawResized(sample.image.size(), options, random);
  const Image8 image = resizeBilinear(sample.image, resized);
  const LabelMap labels = resizeNearest(sample.labels, resized);
  const AugmentDraw draw =
      drawFrom(resized, options, random, [&labels](Rect window) { return cropped(labels, window).histogram(); });
  TrainSample out{cropped(image, draw.window), cropped(labels, draw.window)};
  if (draw.mirrored) out = {mirrored(out.image), mirrored(out.labels)};
  distortColours(out.image.pixels(), draw.colours);
  return out;
}

Size cutFirst(const TrainSample& sample, const AugmentOptions& options, Random& random, const CropTarget& target, int pitch) {
  const AugmentDraw draw = drawAugment(sample.labels, options, random);
  const std::size_t stride = static_cast<std::size_t>(pitch);
  resizeWindow(sample.image, draw.resized, draw.window, draw.mirrored, target.rgb, stride * 3);
  resizeWindow(sample.labels, draw.resized, draw.window, draw.mirrored, target.labels, stride);
  for (int y = 0; y < draw.window.height; ++y)
    distortColours({target.rgb + static_cast<std::size_t>(y) * stride * 3, static_cast<std::size_t>(draw.window.width) * 3},
                   draw.colours);
  return {draw.window.width, draw.window.height};
}

}  // namespace

AugmentDraw drawAugment(const LabelMap& labels, const AugmentOptions& options, Random& random) {
  const Size resized = drawResized(labels.size(), options, random);
  return drawFrom(resized, options, random, [&](Rect window) { return countWindow(labels, resized, window); });
}

TrainSample augmented(const TrainSample& sample, const AugmentOptions& options, Random& random) {
  requireSample(sample);
  if (!options.crop_first) return resizedFirst(sample, options, random);
  const Size crop{options.crop_width_px, options.crop_height_px};
  TrainSample out{Image8(crop), LabelMap(crop)};
  const Size size = cutFirst(sample, options, random, {out.image.row(0), out.labels.row(0)}, crop.width);
  if (size == crop) return out;
  const Rect kept{0, 0, size.width, size.height};
  return {cropped(out.image, kept), cropped(out.labels, kept)};
}

Size augmentInto(const TrainSample& sample, const AugmentOptions& options, Random& random, const CropTarget& target) {
  requireSample(sample);
  const int pitch = options.crop_width_px;
  if (options.crop_first) return cutFirst(sample, options, random, target, pitch);
  const TrainSample out = resizedFirst(sample, options, random);
  const std::size_t width = static_cast<std::size_t>(out.image.width());
  for (int y = 0; y < out.image.height(); ++y) {
    const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(pitch);
    std::memcpy(target.rgb + at * 3, out.image.row(y), width * 3);
    std::memcpy(target.labels + at, out.labels.row(y), width);
  }
  return out.image.size();
}

}  // namespace ssa
