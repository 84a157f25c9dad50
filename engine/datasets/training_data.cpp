#include "engine/datasets/training_data.h"

#include <algorithm>
#include <system_error>

#include "engine/datasets/layout.h"

namespace ssa {
namespace {

std::vector<std::string> prefixesIn(const std::string& list) {
  std::vector<std::string> prefixes;
  for (std::size_t start = 0; start < list.size();) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    std::string prefix = list.substr(start, end - start);
    std::erase(prefix, ' ');
    if (!prefix.empty()) prefixes.push_back(std::move(prefix));
    start = end + 1;
  }
  return prefixes;
}

/// Opens splits of one set and collects what was said about them.
class Sides {
 public:
  Sides(const TrainingDataOptions& options, StopToken stop) : options_(options), stop_(std::move(stop)) {}

  /// Which splits there are decides what `train_split` and `val_split` mean.
  Result<void> look() {
    auto found = datasetSplits(options_.path, options_.format);
    if (!found) return std::move(found).error();
    undivided_ = found->splits.size() == 1 && found->splits.front().empty();
    validation_ = options_.val_split;
    const std::vector<std::string>& splits = found->splits;
    if (validation_ == TrainingDataOptions{}.val_split && std::find(splits.begin(), splits.end(), validation_) == splits.end())
      if (const auto usual = trainingSplits(splits); usual.size() == 2) validation_ = usual.back();
    format_ = std::move(found->format);
    return {};
  }
  bool undivided() const { return undivided_; }
  const std::string& validation() const { return validation_; }

  Result<Dataset> open(const std::string& split) {
    auto dataset = openDataset(options_.path, DatasetChoice{format_, undivided_ ? std::string() : split}, stop_);
    if (!dataset) return std::move(dataset).error();
    warnings.insert(warnings.end(), dataset->warnings.begin(), dataset->warnings.end());
    return std::move(dataset->value);
  }
  /// The validation split, or nothing where the set has none of this name or no pair in it.
  Result<std::optional<Dataset>> openOptional(const std::string& split) {
    if (undivided_ || split.empty() || split == options_.train_split) return std::optional<Dataset>();
    auto dataset = open(split);
    if (dataset) return std::optional(std::move(*dataset));
    if (dataset.error().code == ErrorCode::stopped) return dataset.error();
    return std::optional<Dataset>();
  }

  Warnings warnings;

 private:
  const TrainingDataOptions& options_;
  StopToken stop_;
  std::string format_;
  std::string validation_;
  bool undivided_ = false;
};

Result<LabelSet> tableOfTraining(const TrainingDataOptions& options, const Dataset& train) {
  if (!options.labels.empty()) {
    auto wanted = labelsByName(options.labels);
    if (!wanted) return wanted;
    return tableFor(train, *wanted);
  }
  if (train.labels) return *train.labels;
  if (options.fallback) return *options.fallback;
  return labelsByName("");
}

Result<Split> divide(const TrainingDataOptions& options, Sides& sides, Dataset train, const LabelSet& labels, const IdMap& map,
                     const StopToken& stop, ProgressSink& progress) {
  if (!options.recorded_split.empty()) {
    const auto record = SplitRecord::read(options.recorded_split);
    if (!record) return record.error();
    auto val = sides.openOptional(sides.validation());
    if (!val) return std::move(val).error();
    std::vector<Dataset> pool{std::move(train)};
    if (*val) pool.push_back(std::move(**val));
    return recallSplit(*record, pool);
  }
  const std::vector<std::string> prefixes = prefixesIn(options.hold_out);
  if (options.val_ratio <= 0 && prefixes.empty()) {
    if (sides.undivided())
      return Error(
          ErrorCode::badOption,
          {{"option", "val_ratio"}, {"value", "0"}, {"expected", "a share such as 0.2, or hold_out: the set has no splits"}});
    auto val = sides.open(sides.validation());
    if (!val) return std::move(val).error();
    return ownSplit(std::move(train), std::move(*val));
  }
  if (prefixes.empty()) return makeSplit(train, labels, map, {options.val_ratio, 0, options.seed, {}}, stop, progress);

  // Held-out names may stand on either side of the set's own division.
  auto val = sides.openOptional(sides.validation());
  if (!val) return std::move(val).error();
  std::vector<DatasetSample> further;
  if (*val)
    std::copy_if((**val).samples.begin(), (**val).samples.end(), std::back_inserter(further),
                 [&](const DatasetSample& sample) { return isHeldOut(sample, prefixes); });
  train.samples.insert(train.samples.end(), further.begin(), further.end());
  return makeSplit(train, labels, map, {options.val_ratio, 0, options.seed, prefixes}, stop, progress);
}

}  // namespace

Result<Loaded<OpenedData>> openTrainingData(const TrainingDataOptions& options, StopToken stop, ProgressSink& progress) {
  Sides sides(options, stop);
  SSA_TRY(sides.look());
  auto train = sides.open(options.train_split);
  if (!train) return std::move(train).error();
  auto labels = tableOfTraining(options, *train);
  if (!labels) return std::move(labels).error();
  IdMap map;
  if (!options.id_map.empty()) {
    auto read = IdMap::read(options.id_map);
    if (!read) return std::move(read).error();
    map = std::move(*read);
  }
  auto split = divide(options, sides, std::move(*train), *labels, map, stop, progress);
  if (!split) return std::move(split).error();
  return Loaded<OpenedData>{
      {std::move(split->train), std::move(split->val), std::move(*labels), std::move(map), std::move(split->record)},
      std::move(sides.warnings)};
}

Result<LabelSet> labelsByName(const std::string& nameOrFile) {
  const std::vector<std::string> presets = LabelSet::presetNames();
  if (std::find(presets.begin(), presets.end(), nameOrFile) != presets.end()) return LabelSet::preset(nameOrFile);
  std::error_code ignored;
  if (!nameOrFile.empty() && std::filesystem::exists(nameOrFile, ignored)) return LabelSet::read(nameOrFile);
  std::string expected;
  for (const std::string& name : presets) expected += name + ", ";
  return Error(ErrorCode::badOption,
               {{"option", "labels"}, {"value", nameOrFile}, {"expected", expected + "or an existing file"}});
}

}  // namespace ssa
