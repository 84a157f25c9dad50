#pragma once

#include "engine/datasets/dataset.h"

namespace ssa {

/// PASCAL-Context: `JPEGImages`, `SegmentationClassContext` and the lists of `ImageSets/SegmentationContext`; also inside
/// `VOC2010`. The same masks are read as 60 classes (0 = background) or 59 (0 ignored): nothing in the folder tells, so
/// the format has to be named.
DatasetFormat pascalContext60Format();
DatasetFormat pascalContext59Format();

}  // namespace ssa
