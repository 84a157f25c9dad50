#pragma once

#include "engine/datasets/dataset.h"

namespace ssa {

/// Pascal VOC: `JPEGImages`, palette masks in `SegmentationClass`, lists in `ImageSets/Segmentation`; also inside `VOC2012`.
/// 0 = background, 1..20, 255 = border.
DatasetFormat pascalVocFormat();

}  // namespace ssa
