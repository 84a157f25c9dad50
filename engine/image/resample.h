#pragma once

#include "engine/core/image8.h"
#include "engine/core/label_map.h"

namespace ssa {

/// Bilinear resize of bytes exactly as OpenCV's INTER_LINEAR on 8-bit data (mmcv's `imrescale`).
Image8 resizeBilinear(const Image8& image, Size target);
/// Nearest-neighbour resize as OpenCV's INTER_NEAREST.
LabelMap resizeNearest(const LabelMap& labels, Size target);
/// Area-averaged reduction for thumbnails and pyramids.
Image8 shrink(const Image8& image, Size target);

}  // namespace ssa
