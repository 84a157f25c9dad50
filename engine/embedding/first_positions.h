#pragma once

#include <cstdint>
#include <vector>

#include "engine/embedding/neighbours.h"

namespace ssa {

/// Standard deviation of the first coordinate where a descent starts.
inline constexpr double kFirstSpread = 1e-4;

/// Projection on the leading principal components (N×dimensions), the largest entry of every component positive, scaled so
/// that the first has standard deviation kFirstSpread. Components that the points do not have (equal points, fewer features
/// than dimensions) are seeded noise of that size instead.
std::vector<float> principalPositions(const PointRows& points, int dimensions, std::uint64_t seed);

/// Independent normal numbers of standard deviation kFirstSpread, N×dimensions.
std::vector<float> randomPositions(std::int64_t points, int dimensions, std::uint64_t seed);

}  // namespace ssa
