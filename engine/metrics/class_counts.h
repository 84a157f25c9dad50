#pragma once

#include <cstdint>
#include <vector>

namespace ssa {

/// Pixels of one class, of one picture or pooled over several.
struct ClassCounts {
  int id = 0;
  std::int64_t intersection = 0;  ///< truth and prediction agree on the class
  std::int64_t truth = 0;
  std::int64_t predicted = 0;
  std::int64_t unionPixels() const { return truth + predicted - intersection; }
  friend bool operator==(const ClassCounts&, const ClassCounts&) = default;
};

/// What one picture adds to the scores of a set: the classes in its truth or prediction, ids ascending.
using ImageCounts = std::vector<ClassCounts>;

}  // namespace ssa
