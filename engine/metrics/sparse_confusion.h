#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/metrics/class_counts.h"
#include "engine/metrics/confusion_matrix.h"

namespace ssa {

/// One cell of a confusion matrix that is not zero.
struct ConfusionCell {
  std::uint8_t truth = 0;
  std::uint8_t predicted = 0;  ///< kIgnore: an id outside the table
  std::int64_t pixels = 0;
  friend bool operator==(const ConfusionCell&, const ConfusionCell&) = default;
};

/// The confusion matrix of one picture, zeros left out: a few hundred cells where K = 150 has 22,650, so that
/// thousands of pictures can be kept.
class SparseConfusion {
 public:
  SparseConfusion() = default;
  explicit SparseConfusion(const ConfusionMatrix& matrix);

  /// Sorted by truth, then prediction.
  const std::vector<ConfusionCell>& cells() const { return cells_; }
  std::int64_t at(int truth, int predicted) const;
  std::int64_t pixels() const;  ///< with truth in the table
  std::int64_t right() const;   ///< of them, where the prediction agrees
  ImageCounts counts() const;

  friend bool operator==(const SparseConfusion&, const SparseConfusion&) = default;

 private:
  std::vector<ConfusionCell> cells_;
};

/// Mean IoU in per cent over the classes with a union; empty where there is none.
std::optional<double> meanIoU(const ImageCounts& counts);

}  // namespace ssa
