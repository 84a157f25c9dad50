#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/progress.h"
#include "engine/datasets/dataset.h"
#include "engine/datasets/id_map.h"

namespace ssa {

/// How a set without fitting splits is divided.
struct SplitOptions {
  double ratio = 0;                          ///< share of the pairs for validation, stratified by class presence
  double test_ratio = 0;                     ///< share for a test split
  std::uint64_t seed = 0;                    ///< same seed, same split
  std::vector<std::string> holdOutPrefixes;  ///< pairs whose name, or last part of it, begins so are validation only
};

/// Where a split comes from.
enum class SplitKind {
  own,      ///< the set's own lists or folders
  ratio,    ///< drawn
  holdOut,  ///< by name; the rest may be drawn (`ratio` > 0)
};
std::string_view name(SplitKind kind);

/// What a split was, written down: enough to have the same pairs again.
struct SplitRecord {
  SplitKind kind = SplitKind::own;
  double ratio = 0;
  double test_ratio = 0;
  std::uint64_t seed = 0;
  std::vector<std::string> holdOutPrefixes;
  std::string data_hash;                      ///< dataHash() of all pairs
  std::vector<std::string> train, val, test;  ///< pictures as paths below the set's root
  friend bool operator==(const SplitRecord&, const SplitRecord&) = default;

  std::string toJson() const;
  /// Errors: badConfig with the reason, newerVersion.
  static Result<SplitRecord> fromJson(std::string_view json, std::string_view origin);
  /// Errors: those of writeFile.
  Result<void> write(const std::filesystem::path& path) const;
  /// Errors: those of fromJson and readFile.
  static Result<SplitRecord> read(const std::filesystem::path& path);
};

/// The sides of a split; `test` is often empty.
struct Split {
  Dataset train, val, test;
  SplitRecord record;
};

/// Divides the pairs of `pool`. With `ratio` or `test_ratio` every mask is read once for its classes (an unreadable one
/// has none), which takes as long as a health check.
/// Errors: badOption (hold_out that fits no name or all of them, ratios that leave nothing to learn from), stopped.
Result<Split> makeSplit(const Dataset& pool, const LabelSet& labels, const IdMap& map, const SplitOptions& options,
                        StopToken stop, ProgressSink& progress);
/// The set's own division.
Split ownSplit(Dataset train, Dataset val);
/// The pairs a record names, taken from `pool`, whatever else lies there by now.
/// Errors: datasetUnfit where one of them is gone.
Result<Split> recallSplit(const SplitRecord& record, const std::vector<Dataset>& pool);

bool isHeldOut(const DatasetSample& sample, const std::vector<std::string>& prefixes);
/// SHA-256 over names and file sizes of the pairs: changes with the data, costs no decoding.
std::string dataHash(const std::vector<const Dataset*>& sets);

}  // namespace ssa
