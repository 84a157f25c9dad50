#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/result.h"

namespace ssa {

/// Changes of raw mask ids made before the label table's own rule: remapping, merging, ignoring (to 255).
struct IdMap {
  std::vector<std::pair<int, int>> changes;  ///< raw id -> raw id, sorted by the first; every id at most once there
  friend bool operator==(const IdMap&, const IdMap&) = default;

  /// `{"changes": {"12": 3, "13": 255}}`, ids 0..65,535, at most 1 MB. Errors: badConfig with the reason, and those
  /// of readFile.
  static Result<IdMap> read(const std::filesystem::path& path);
  /// `origin` is the `path` of errors.
  static Result<IdMap> fromJson(std::string_view json, std::string_view origin);
  std::string toJson() const;
};

}  // namespace ssa
