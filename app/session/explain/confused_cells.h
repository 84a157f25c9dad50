#pragma once

#include "app/session/explain/linked_selection.h"
#include "engine/core/label_map.h"

namespace ssa {

/// The pixels of a cell of the confusion matrix: those whose truth is `pair.first` and that are predicted as `pair.second`.
/// On the picture's own grid up to 1,024 cells a side, coarser beyond; a cell is chosen where one of its pixels is.
/// Empty where the two maps differ in size.
CellSet confusedCells(const LabelMap& truth, const LabelMap& predicted, ClassPair pair);

}  // namespace ssa
