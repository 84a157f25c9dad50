#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "engine/datasets/sample_source.h"

namespace ssa {

/// Decoded pairs kept in memory up to a budget. Thread-safe.
///
/// Pairs stay once they are in: an epoch visits every pair once, so dropping the one not used for longest would
/// always drop the one wanted soonest, and keeping what came first is the best there is (hits = budget / data set).
class DecodedCache {
 public:
  explicit DecodedCache(std::int64_t budget_bytes) : budget_bytes_(budget_bytes) {}

  /// The pair, or null.
  std::shared_ptr<const TrainSample> find(int index) const;
  /// Keeps the pair if the budget allows.
  void offer(int index, const std::shared_ptr<const TrainSample>& sample);
  /// Pixels of the pairs kept; never above the budget.
  std::int64_t bytes() const;

 private:
  const std::int64_t budget_bytes_;
  mutable std::mutex mutex_;
  std::int64_t bytes_ = 0;
  std::unordered_map<int, std::shared_ptr<const TrainSample>> samples_;
};

}  // namespace ssa
