#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/datasets/dataset.h"

namespace ssa {

/// A split of a layout as it lies there.
struct FoundSplit {
  DatasetPlace place;
  int pairs = 0;
  int unpaired = 0;            ///< pictures without mask, masks without picture, names of a list without either
  std::optional<Error> error;  ///< why it cannot be opened
};

/// A layout that fits a folder, and what speaks for it.
struct DatasetCandidate {
  std::string format;
  int rank = 0;
  std::vector<FoundSplit> splits;
  std::optional<LabelSet> labels;  ///< the table its masks would be read with; nothing where the layout has none
  bool ownLabels = false;          ///< that table is the folder's own `labels.json`
};

/// Why a layout was taken, or none.
enum class RecognitionReason {
  onlyLayout,    ///< nothing else fits
  mostSpecific,  ///< others fit too, but they are more general
  ambiguous,     ///< several fit alike; the format has to be named
  nothingKnown,  ///< no layout fits
};
std::string_view name(RecognitionReason reason);

/// What a folder was taken for, with the evidence.
struct Recognition {
  std::filesystem::path root;
  std::vector<DatasetCandidate> candidates;  ///< most specific first
  std::string decision;                      ///< the format openDataset takes; empty where it needs to be told, or none fits
  RecognitionReason reason = RecognitionReason::nothingKnown;
};

/// Looks at names only; a set of a hundred thousand pairs takes about a second.
/// Errors: fileNotFound, notAFolder, permissionDenied, stopped.
Result<Recognition> recogniseDataset(const std::filesystem::path& root, StopToken stop = {});

}  // namespace ssa
