#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace ssa {

/// The order in which pairs are visited: one seeded permutation an epoch, chained. Thread-safe.
class EpochOrder {
 public:
  EpochOrder(int count, std::uint64_t seed) : count_(count), seed_(seed) {}

  /// Pair at position `draw` of the endless chain; `next` counts on from there within the same epoch, around its
  /// end, so that next = 0 … count-1 gives every pair once.
  int at(std::int64_t draw, int next = 0) const;

 private:
  std::shared_ptr<const std::vector<int>> permutation(std::int64_t epoch) const;

  const int count_;
  const std::uint64_t seed_;
  mutable std::mutex mutex_;
  mutable std::map<std::int64_t, std::shared_ptr<const std::vector<int>>> kept_;  ///< of the epochs worked on
};

}  // namespace ssa
