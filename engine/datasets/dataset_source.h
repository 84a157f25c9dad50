#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "engine/datasets/dataset.h"
#include "engine/datasets/sample_source.h"

namespace ssa {

/// Changes of raw mask ids made before the label table's own rule: remapping, merging, ignoring (to 255).
struct IdMap {
  std::vector<std::pair<int, int>> changes;  ///< raw id -> raw id, sorted by the first; every id at most once there
  friend bool operator==(const IdMap&, const IdMap&) = default;

  /// `{"changes": {"12": 3, "13": 255}}`. Errors: badConfig with the reason, and those of readFile.
  static Result<IdMap> read(const std::filesystem::path& path);
  std::string toJson() const;
};

/// The pairs of a data set, read from disk when asked for. Pictures are RGB, masks class ids of `labels`.
std::shared_ptr<SampleSource> makeDatasetSource(Dataset dataset, LabelSet labels, IdMap map = {});

}  // namespace ssa
