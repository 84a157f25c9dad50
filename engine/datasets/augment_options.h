#pragma once

#include "engine/core/describe.h"

namespace ssa {

/// The training augmentation: resize by a drawn ratio, crop, mirror, photometric distortion, pad.
/// Source: the published mmseg pipeline. Defaults are its ADE20K recipe.
struct AugmentOptions {
  int scale_long_px = 2048;  ///< img_scale; 0 = the picture's own size times the ratio
  int scale_short_px = 512;
  float ratio_low = 0.5F;  ///< the ratio is drawn uniformly
  float ratio_high = 2.0F;
  int crop_width_px = 512;  ///< what the network sees; smaller pictures are padded right and below
  int crop_height_px = 512;
  float class_share = 0.75F;  ///< a crop is drawn again, up to 10 times, while one class holds more than this share
  float flip = 0.5F;          ///< probability of mirroring
  bool photometric = true;
  bool crop_first = true;  ///< cut the source region before resizing: the same distribution, faster
  friend bool operator==(const AugmentOptions&, const AugmentOptions&) = default;
};

template <class V>
void describe(V& v, AugmentOptions& o) {
  v.field("scale_long", o.scale_long_px, Range{0, 16384}, "px", "Long side of the base size; 0 keeps the picture's own size");
  v.field("scale_short", o.scale_short_px, Range{0, 16384}, "px", "Short side of the base size");
  v.field("ratio_low", o.ratio_low, Range{0.1F, 4.0F}, "×", "Smallest drawn enlargement");
  v.field("ratio_high", o.ratio_high, Range{0.1F, 4.0F}, "×", "Largest drawn enlargement");
  v.field("crop_width", o.crop_width_px, Range{32, 4096}, "px", "Width of a training crop");
  v.field("crop_height", o.crop_height_px, Range{32, 4096}, "px", "Height of a training crop");
  v.field("class_share", o.class_share, Range{0.1F, 1.0F}, "", "Draw a crop again while one class holds more than this share");
  v.field("flip", o.flip, Range{0.0F, 1.0F}, "", "Probability of mirroring");
  v.flag("photometric", o.photometric, "Distort brightness, contrast, saturation and hue");
  v.flag("crop_first", o.crop_first, "Cut the region before resizing (faster, same distribution)");
}

}  // namespace ssa
