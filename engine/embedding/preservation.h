#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/stop.h"
#include "engine/embedding/team.h"

namespace ssa {

/// How much of every point's feature neighbourhood its map neighbourhood keeps.
struct Preservation {
  double share = 0;    ///< mean of |feature neighbours ∩ map neighbours| / k, 0..1
  int neighbours = 0;  ///< k
  int sample = 0;      ///< points it was taken over, evenly spaced through all
};

/// `ids` holds the k nearest of every point in feature space (N×k); `map` N×dimensions. Over at most 5,000 points, each
/// against all.
Preservation neighbourPreservation(std::span<const float> map, int dimensions, const std::vector<std::int32_t>& ids, int k,
                                   Team& team, const StopToken& stop);

}  // namespace ssa
