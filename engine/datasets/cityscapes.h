#pragma once

#include "engine/datasets/dataset.h"

namespace ssa {

/// Cityscapes: `leftImg8bit/<split>/<city>` and `gtFine/<split>/<city>`. Masks are `_gtFine_labelTrainIds.png` where the set has
/// as many of them as `_gtFine_labelIds.png`, else those, translated by the frozen table; ids without class are void.
DatasetFormat cityscapesFormat();

}  // namespace ssa
