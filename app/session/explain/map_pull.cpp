#include "app/session/explain/map_pull.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ssa {
namespace {

constexpr std::size_t kNeighbours = 15;
constexpr double kHome = 0.01;  // of the map's larger side

}  // namespace

MapPull pullTo(const MapPoints& points, const EmbeddingMap& map, int prototype, std::array<float, 2> pos) {
  MapPull pull;
  const auto placeOf = [&map](std::size_t row) {
    return std::array<double, 2>{static_cast<double>(map.positions[2 * row]), static_cast<double>(map.positions[2 * row + 1])};
  };
  const auto distance = [](const std::array<double, 2>& a, const std::array<double, 2>& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1]);
  };
  const std::array<double, 2> hand{static_cast<double>(pos[0]), static_cast<double>(pos[1])};
  std::array<double, 2> low = placeOf(0), high = low;
  std::vector<std::pair<double, std::size_t>> near;
  for (std::size_t row = 0; row < points.count(); ++row) {
    const auto at = placeOf(row);
    for (std::size_t d = 0; d < 2; ++d) low[d] = std::min(low[d], at[d]), high[d] = std::max(high[d], at[d]);
    if (row < points.cells.size()) near.emplace_back(distance(at, hand), row);
  }
  const double side = std::max(high[0] - low[0], high[1] - low[1]);
  const double moved = distance(placeOf(points.cells.size() + static_cast<std::size_t>(prototype)), hand);
  const std::size_t count = std::min(kNeighbours, near.size());
  std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(count), near.end());
  const double width = near[count - 1].first;
  pull.amount = moved <= kHome * side ? 0 : moved / (moved + near.front().first);
  for (std::size_t i = 0; i < count; ++i) {
    pull.cells.push_back(points.cells[near[i].second]);
    pull.weights.push_back(width > 0 ? std::exp(-near[i].first * near[i].first / (2 * width * width)) : 1);
  }
  return pull;
}

}  // namespace ssa
