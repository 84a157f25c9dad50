#include "engine/analysis/cluster_order.h"

#include <cmath>
#include <cstddef>
#include <limits>

#include "engine/core/result.h"

namespace ssa {

std::vector<int> clusterOrder(std::span<const double> distances, int n) {
  const auto count = static_cast<std::size_t>(n);
  if (n < 0 || distances.size() != count * count) throw ContractViolation("clusterOrder: not a square matrix");
  std::vector<double> d(distances.begin(), distances.end());
  for (double& value : d)
    if (!std::isfinite(value)) value = std::numeric_limits<double>::max() / 4;
  // Clusters live at the index of their smallest id, so the order of indices is the order of smallest ids.
  std::vector<std::vector<int>> leaves(count);
  for (std::size_t i = 0; i < count; ++i) leaves[i] = {static_cast<int>(i)};
  for (int joins = 1; joins < n; ++joins) {
    std::size_t a = count, b = count;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < count; ++i) {
      if (leaves[i].empty()) continue;
      for (std::size_t j = i + 1; j < count; ++j)
        if (!leaves[j].empty() && d[i * count + j] < least) {
          least = d[i * count + j];
          a = i;
          b = j;
        }
    }
    const auto wa = static_cast<double>(leaves[a].size()), wb = static_cast<double>(leaves[b].size());
    for (std::size_t k = 0; k < count; ++k) {
      if (k == a || k == b || leaves[k].empty()) continue;
      d[a * count + k] = d[k * count + a] = (wa * d[a * count + k] + wb * d[b * count + k]) / (wa + wb);
    }
    leaves[a].insert(leaves[a].end(), leaves[b].begin(), leaves[b].end());
    leaves[b].clear();
  }
  return count ? leaves[0] : std::vector<int>{};
}

}  // namespace ssa
