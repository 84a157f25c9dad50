#pragma once

#include <array>
#include <cstdint>
#include <functional>

#include "engine/core/geometry.h"
#include "engine/core/image8.h"
#include "engine/core/label_map.h"

namespace ssa {

/// The training transforms of mmseg 0.24, one by one; each takes the numbers it drew, so that recorded ones give
/// the recorded result. Resizing itself is engine/image/resample.h, colours are augment_colour.h.

/// `img_scale` times a drawn ratio, each side truncated.
Size scaledBase(Size base, double ratio);

/// The size mmcv's `imrescale` gives a picture: the largest of its shape inside `scale`, whose longer and shorter side
/// bound the picture's longer and shorter one; rounded half up, at least 1.
Size rescaledSize(Size picture, Size scale);

/// Whether labels so distributed are varied enough to learn from: more than one class, and none with a share of
/// `class_share` or more. `pixels` is LabelMap::histogram; ignored pixels do not count.
bool isVaried(const std::array<std::int64_t, 256>& pixels, double class_share);

/// RandomCrop: draws the place of a crop, again up to 10 times until `accept`; the last one stays. Pictures smaller
/// than the crop are kept whole along that side. `below(n)` gives 0 … n-1 and is asked for the row first.
Rect drawCrop(Size picture, Size crop, const std::function<int(int)>& below, const std::function<bool(Rect)>& accept);

/// The part inside `window`, which must lie inside.
Image8 cropped(const Image8& image, Rect window);
LabelMap cropped(const LabelMap& labels, Rect window);

/// Left becomes right.
Image8 mirrored(const Image8& image);
LabelMap mirrored(const LabelMap& labels);

/// Filled up with `value` on the right and below; a side that is longer already stays.
Image8 padded(const Image8& image, Size size, std::uint8_t value);
LabelMap padded(const LabelMap& labels, Size size, std::uint8_t value);

}  // namespace ssa
