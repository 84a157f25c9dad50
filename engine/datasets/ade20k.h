#pragma once

#include "engine/datasets/dataset.h"

namespace ssa {

/// ADE20K (SceneParsing 150): `images/` and `annotations/` with `training` and `validation` (the challenge's sample has
/// no splits), names `ADE_…`; also inside `ADEChallengeData2016`. Masks hold 0 = other, 1..150. Folders laid out so with
/// other names are plain folders.
DatasetFormat ade20kFormat();

}  // namespace ssa
