#pragma once

#include "engine/datasets/dataset.h"

namespace ssa {

/// CamVid as laid out for SegNet: `train/`, `trainannot/`, `val/`, `valannot/`…; masks hold 0..10 and 11 = void.
DatasetFormat camvidFormat();

}  // namespace ssa
