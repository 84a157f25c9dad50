#pragma once

#include <cstdint>
#include <span>

namespace ssa {

/// N feature vectors of D floats, one after the other; borrowed. (Those of a trace own their values: FeatureRows.)
struct PointRows {
  std::span<const float> values;
  std::int64_t count = 0;
  int features = 0;

  const float* row(std::int64_t i) const { return values.data() + i * features; }
};

}  // namespace ssa
