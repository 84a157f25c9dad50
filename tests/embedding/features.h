#pragma once

#include <cstdint>
#include <vector>

#include "engine/embedding/feature_rows.h"

namespace ssa::test {

/// Seeded feature vectors in clusters of eight directions each, as pixel features are, and the cluster of each.
struct Features {
  std::vector<float> values;
  std::vector<std::uint8_t> labels;
  std::int64_t count = 0;
  int features = 0;

  PointRows rows() const { return {values, count, features}; }
};
Features clusteredFeatures(std::int64_t count, int features, int clusters, std::uint64_t seed);

/// Positions like a finished map: blobs scattered over a disc, N×dimensions.
std::vector<float> blobMap(std::int64_t count, int dimensions, double radius, std::uint64_t seed);

}  // namespace ssa::test
