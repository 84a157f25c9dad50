#pragma once

#include <span>
#include <vector>

namespace ssa {

/// Leaves of an average-link (UPGMA) clustering, side by side as they were joined. `distances` n×n, row-major, symmetric.
/// Of equal distances the pair with the lowest (smallest id of either cluster, then of the other) is joined; the cluster
/// with the lower smallest id stands first. Distances that are not finite count as largest.
std::vector<int> clusterOrder(std::span<const double> distances, int n);

}  // namespace ssa
