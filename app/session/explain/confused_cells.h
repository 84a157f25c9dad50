#pragma once

#include <cstdint>
#include <vector>

#include "app/session/explain/linked_selection.h"
#include "engine/core/label_map.h"

namespace ssa {

/// The pixels of a cell of the confusion matrix: those whose truth is `pair.first` and that are predicted as `pair.second`.
/// On the picture's own grid up to 1,024 cells a side, coarser beyond; a cell is chosen where one of its pixels is.
/// Empty where the two maps differ in size.
CellSet confusedCells(const LabelMap& truth, const LabelMap& predicted, ClassPair pair);

/// A cell of the confusion matrix, truth and prediction, and how many pixels fall into it.
struct ConfusedPixels {
  ClassPair pair;
  std::int64_t pixels = 0;
  friend bool operator==(const ConfusedPixels&, const ConfusedPixels&) = default;
};
/// Where chosen places stand in the confusion matrix, most pixels first; pixels without truth or prediction are left out.
/// Empty where the two maps differ in size.
std::vector<ConfusedPixels> confusionOf(const LabelMap& truth, const LabelMap& predicted, const CellSet& places);

}  // namespace ssa
