#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/core/label_map.h"
#include "engine/core/result.h"

namespace ssa {

/// One object of a truth mask: a connected component of one class (8 neighbours; void is of no class).
struct TruthObject {
  int id = 0;                      ///< class
  std::int64_t pixels = 0;         ///< area
  std::int64_t right = 0;          ///< of them, predicted as the class
  std::uint8_t mostPredicted = 0;  ///< the id most of its pixels were given, the lowest of equals
  Rect box;
  Point first;  ///< its first pixel in reading order
  double recall() const { return static_cast<double>(right) / static_cast<double>(pixels); }
  bool hit() const { return 2 * right >= pixels; }  ///< recall of at least 0.5
  friend bool operator==(const TruthObject&, const TruthObject&) = default;
};

/// Objects of a picture in reading order of their first pixels. Truth ids from `classes` on are void.
/// Error sizeMismatch (args found, expected).
Result<std::vector<TruthObject>> truthObjects(const LabelMap& truth, const LabelMap& predicted, int classes);

/// Areas at which bins begin, ascending, the first 1; bin i holds areas [begin[i], begin[i+1]).
inline const std::vector<std::int64_t> kObjectBins_px{1, 64, 256, 1024, 4096, 16384};

/// Bin of an area; ContractViolation for an area below the first bin.
std::size_t objectBin(std::int64_t pixels, const std::vector<std::int64_t>& bins_px);

/// Sums over the objects of one class and one bin of area.
struct ObjectCounts {
  int id = 0;
  int bin = 0;
  std::int64_t objects = 0;
  std::int64_t hits = 0;
  std::int64_t pixels = 0;
  std::int64_t right = 0;
  std::optional<double> hitRate() const;      ///< hits / objects, per cent
  std::optional<double> pixelRecall() const;  ///< right / pixels, per cent
  friend bool operator==(const ObjectCounts&, const ObjectCounts&) = default;
};

/// The non-empty cells of the class x bin table, sorted by class, then bin.
std::vector<ObjectCounts> countObjects(const std::vector<TruthObject>& objects, const std::vector<std::int64_t>& bins_px);

}  // namespace ssa
