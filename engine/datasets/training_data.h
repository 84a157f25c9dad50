#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "engine/core/progress.h"
#include "engine/datasets/dataset.h"
#include "engine/datasets/id_map.h"
#include "engine/datasets/split.h"

namespace ssa {

/// What to learn from and what to validate on.
struct TrainingDataOptions {
  std::filesystem::path path;  ///< a data set folder of a known layout
  std::string format = {};     ///< DatasetFormat::id; empty = recognised
  std::string train_split = "train";
  std::string val_split = "val";              ///< `val` also stands for what trainingSplits takes in a set without it
  double val_ratio = 0;                       ///< > 0: that share of the train split is validation, in place of `val_split`
  std::uint64_t seed = 0;                     ///< of that draw
  std::string hold_out = {};                  ///< comma-separated; see below
  std::string labels = {};                    ///< table: shipped name or file; empty = the layout's own
  std::string id_map = {};                    ///< JSON file of changes of raw ids; empty = none
  std::optional<LabelSet> fallback = {};      ///< table where neither `labels` nor the layout gives one (the model's)
  std::filesystem::path recorded_split = {};  ///< split.json of the run being resumed: its pairs again, nothing drawn
};

/// Pairs of both sides and how their masks are read.
struct OpenedData {
  Dataset train, val;
  LabelSet labels;  ///< with the set's mask rules (see tableFor)
  IdMap map;
  SplitRecord split;  ///< to be written beside what was learnt
};

/// Opens both sides. A set without splits is divided by `val_ratio` or `hold_out`; one of them must be given then.
/// Pairs whose names begin with a prefix of `hold_out` are validation only: those of the train split and of `val_split`
/// where the set has it; nothing else is validation then, except what `val_ratio` draws from the rest.
/// Errors: those of openDataset, makeSplit, LabelSet::read, IdMap::read; badOption (labels, where there is no table).
Result<Loaded<OpenedData>> openTrainingData(const TrainingDataOptions& options, StopToken stop, ProgressSink& progress);

/// A shipped table by its name, or a file. Errors: badOption (labels), those of LabelSet::read.
Result<LabelSet> labelsByName(const std::string& nameOrFile);

}  // namespace ssa
