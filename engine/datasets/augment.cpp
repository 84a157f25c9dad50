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

/// `histogram(window, mirrored)` counts the labels in a window of the resized mask.
template <class Histogram>
AugmentDraw draw(Size resized, const AugmentOptions& options, Random& random, Histogram histogram) {
  AugmentDraw drawn;
  drawn.resized = resized;
  drawn.mirrored = random.uniform() < static_cast<double>(options.flip);
  const double share = options.class_share;
  drawn.window = drawCrop(
      resized, {options.crop_width_px, options.crop_height_px}, [&random](int count) { return random.below(count); },
      [&](Rect window) { return share >= 1 || isVaried(histogram(window, drawn.mirrored), share); });
  if (options.photometric) drawn.colours = drawColours(random);
  return drawn;
}

/// The published order: resize the whole, then cut.
TrainSample resizedFirst(const TrainSample& sample, const AugmentOptions& options, Random& random) {
  const Size resized = drawResized(sample.image.size(), options, random);
  const Image8 image = resizeBilinear(sample.image, resized);
  const LabelMap labels = resizeNearest(sample.labels, resized);
  const AugmentDraw drawn =
      draw(resized, options, random, [&labels](Rect window, bool) { return cropped(labels, window).histogram(); });
  TrainSample out{cropped(image, drawn.window), cropped(labels, drawn.window)};
  if (drawn.mirrored) out = {mirrored(out.image), mirrored(out.labels)};
  distortColours(out.image.pixels(), drawn.colours);
  return out;
}

/// Resizes what is kept, and the labels of the crops that were looked at.
AugmentDraw drawInto(const LabelMap& labels, const AugmentOptions& options, Random& random, std::uint8_t* out) {
  const std::size_t stride = static_cast<std::size_t>(options.crop_width_px);
  const Size resized = drawResized(labels.size(), options, random);
  Rect made;
  const auto make = [&](Rect window, bool flip) {
    resizeWindow(labels, resized, window, flip, out, stride);
    made = window;
  };
  const AugmentDraw drawn = draw(resized, options, random, [&](Rect window, bool flip) {
    make(window, flip);
    return countLabels(out, {window.width, window.height}, stride);
  });
  if (made != drawn.window) make(drawn.window, drawn.mirrored);
  return drawn;
}

Size cutFirst(const TrainSample& sample, const AugmentOptions& options, Random& random, const CropTarget& target) {
  const AugmentDraw drawn = drawInto(sample.labels, options, random, target.labels);
  const Size size{drawn.window.width, drawn.window.height};
  const std::size_t stride = static_cast<std::size_t>(options.crop_width_px) * 3;
  resizeWindow(sample.image, drawn.resized, drawn.window, drawn.mirrored, target.rgb, stride);
  for (std::size_t y = 0; y < static_cast<std::size_t>(size.height); ++y)
    distortColours({target.rgb + y * stride, static_cast<std::size_t>(size.width) * 3}, drawn.colours);
  return size;
}

}  // namespace

AugmentDraw drawAugment(const LabelMap& labels, const AugmentOptions& options, Random& random) {
  LabelMap crop({options.crop_width_px, options.crop_height_px});
  return drawInto(labels, options, random, crop.row(0));
}

TrainSample augmented(const TrainSample& sample, const AugmentOptions& options, Random& random) {
  requireSample(sample);
  if (!options.crop_first) return resizedFirst(sample, options, random);
  const Size crop{options.crop_width_px, options.crop_height_px};
  TrainSample out{Image8(crop), LabelMap(crop)};
  const Size size = cutFirst(sample, options, random, {out.image.row(0), out.labels.row(0)});
  if (size == crop) return out;
  const Rect kept{0, 0, size.width, size.height};
  return {cropped(out.image, kept), cropped(out.labels, kept)};
}

Size augmentInto(const TrainSample& sample, const AugmentOptions& options, Random& random, const CropTarget& target) {
  requireSample(sample);
  if (options.crop_first) return cutFirst(sample, options, random, target);
  const TrainSample out = resizedFirst(sample, options, random);
  const std::size_t width = static_cast<std::size_t>(out.image.width()), pitch = static_cast<std::size_t>(options.crop_width_px);
  for (int y = 0; y < out.image.height(); ++y) {
    const std::size_t at = static_cast<std::size_t>(y) * pitch;
    std::memcpy(target.rgb + at * 3, out.image.row(y), width * 3);
    std::memcpy(target.labels + at, out.labels.row(y), width);
  }
  return out.image.size();
}

}  // namespace ssa
