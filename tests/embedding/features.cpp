#include "tests/embedding/features.h"

#include <cmath>
#include <numbers>

#include "engine/core/random.h"

namespace ssa::test {
namespace {

double normal(Random& random) {
  const double radius = std::sqrt(-2 * std::log(1 - random.uniform()));
  return radius * std::cos(2 * std::numbers::pi * random.uniform());
}

}  // namespace

Features clusteredFeatures(std::int64_t count, int features, int clusters, std::uint64_t seed) {
  constexpr int kDirections = 8;
  Random random(seed);
  const auto width = static_cast<std::size_t>(features);
  std::vector<double> centres(static_cast<std::size_t>(clusters) * width), directions(centres.size() * kDirections);
  for (double& value : centres) value = normal(random);
  for (double& value : directions) value = 0.35 * normal(random);
  Features made;
  made.count = count;
  made.features = features;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto cluster = static_cast<std::size_t>(random.below(clusters));
    double along[kDirections];
    for (double& value : along) value = normal(random);
    for (std::size_t d = 0; d < width; ++d) {
      double value = centres[cluster * width + d] + 0.3 * normal(random);
      for (std::size_t q = 0; q < kDirections; ++q) value += along[q] * directions[(cluster * kDirections + q) * width + d];
      made.values.push_back(static_cast<float>(value));
    }
    made.labels.push_back(static_cast<std::uint8_t>(cluster));
  }
  return made;
}

std::vector<float> blobMap(std::int64_t count, int dimensions, double radius, std::uint64_t seed) {
  constexpr int kBlobs = 30;
  Random random(seed);
  std::vector<double> centres(static_cast<std::size_t>(kBlobs * dimensions));
  for (double& value : centres) value = random.uniform(-radius, radius);
  std::vector<float> map;
  for (std::int64_t i = 0; i < count; ++i) {
    const int blob = random.below(kBlobs);
    for (int d = 0; d < dimensions; ++d)
      map.push_back(
          static_cast<float>(centres[static_cast<std::size_t>(blob * dimensions + d)] + 0.08 * radius * normal(random)));
  }
  return map;
}

}  // namespace ssa::test
