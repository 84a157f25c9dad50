#pragma once

#include <atomic>
#include <map>
#include <set>

#include "engine/datasets/sample_source.h"

namespace ssa::test {

/// Four vertical bands of classes on smooth colours, different for each index.
TrainSample madeSample(int index, Size size);

/// Pairs made in memory; those in `broken` cannot be read.
class MadeSource final : public SampleSource {
 public:
  MadeSource(int count, Size size, std::set<int> broken = {}) : count_(count), size_(size), broken_(std::move(broken)) {}

  int size() const override { return count_; }
  std::string name(int index) const override { return "made/" + std::to_string(index); }
  Result<TrainSample> read(int index) const override;

  int reads() const { return reads_; }

 private:
  const int count_;
  const Size size_;
  const std::set<int> broken_;
  mutable std::atomic<int> reads_ = 0;
};

}  // namespace ssa::test
