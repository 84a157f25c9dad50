#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/label_map.h"
#include "engine/core/result.h"

namespace ssa {

/// Pixels counted by truth (row) and prediction (column) of K classes, with one more column for predicted
/// ids outside the table: those pixels are wrong, never left out.
///
/// Pixels whose truth is kIgnore count for nothing. Not synchronised: give each thread its own matrix and
/// merge them.
class ConfusionMatrix {
 public:
  /// ContractViolation unless 1 <= classes <= kMaxClasses.
  explicit ConfusionMatrix(int classes);

  int classes() const { return classes_; }
  std::int64_t at(int truth, int predicted) const { return counts_[index(truth, predicted)]; }
  /// Pixels of class `truth` whose predicted id is not in the table.
  std::int64_t outside(int truth) const { return counts_[index(truth, classes_)]; }
  /// Pixels whose truth id is neither a class nor kIgnore; counted here and nowhere else.
  std::int64_t unknownTruth() const { return unknown_truth_; }

  std::int64_t truthPixels(int id) const;      ///< row sum, outside column included
  std::int64_t predictedPixels(int id) const;  ///< column sum
  std::int64_t pixels() const;                 ///< everything that was counted

  /// Adds one picture. Error sizeMismatch (args found, expected) leaves the counts unchanged.
  Result<void> add(const LabelMap& predicted, const LabelMap& truth);
  /// Adds pixels to one cell; `predicted` kIgnore is the column of ids outside the table.
  void addCell(int truth, int predicted, std::int64_t pixels) {
    counts_[index(truth, predicted == kIgnore ? classes_ : predicted)] += pixels;
  }
  /// Adds another matrix of the same classes; ContractViolation otherwise.
  void add(const ConfusionMatrix& other);

  friend bool operator==(const ConfusionMatrix&, const ConfusionMatrix&) = default;

 private:
  std::size_t index(int truth, int predicted) const {
    return static_cast<std::size_t>(truth) * static_cast<std::size_t>(classes_ + 1) + static_cast<std::size_t>(predicted);
  }

  int classes_;
  std::vector<std::int64_t> counts_;
  std::int64_t unknown_truth_ = 0;
};

}  // namespace ssa
