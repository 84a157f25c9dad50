#pragma once

#include <array>
#include <vector>

#include "app/session/explain/map_points.h"

namespace ssa {

/// Where a prototype that is dragged over a map goes in feature space.
///
/// With y the place on the map under the hand and y_k the one where the descent put the prototype: the 15 cells nearest to y
/// on the map, weighted by exp(-|y - y_i|² / 2h²), h the distance of the farthest of them; and a = |y - y_k| / (|y - y_k| + d),
/// d the distance of the nearest: half of it half way, all of it on the cells. prototypeTowards makes the vector of cells,
/// weights and a.
struct MapPull {
  std::vector<int> cells;  ///< of the feature grid
  std::vector<double> weights;
  double amount = 0;  ///< a; 0 within a hundredth of the map's side: the prototype is its own again
};

/// `points` of one picture, `map` its newest map in two dimensions; `prototype` counts from the first prototype.
MapPull pullTo(const MapPoints& points, const EmbeddingMap& map, int prototype, std::array<float, 2> pos_on_map);

}  // namespace ssa
