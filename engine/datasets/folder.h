#pragma once

#include "engine/datasets/dataset.h"

namespace ssa {

/// A folder of pictures beside a folder of masks under their usual names (`images` and `masks`, `img` and
/// `ann`, `images` and `labels`…), without splits, with splits inside (`images/val`, `masks/val`) or outside
/// (`val/images`, `val/masks`).
DatasetFormat folderFormat();

}  // namespace ssa
