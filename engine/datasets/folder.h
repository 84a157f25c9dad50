#pragma once

#include "engine/datasets/dataset.h"

namespace ssa {

/// A folder of pictures beside a folder of masks under their usual names (`images` and `masks`, `img` and
/// `ann`, `images` and `labels`…), without splits, with splits inside (`images/val`, `masks/val`) or outside
/// (`val/images`, `val/masks`). Names are the same but for the
/// suffix; where none are, endings such as `_image` and `_mask` are left aside.
DatasetFormat folderFormat();

}  // namespace ssa
