#pragma once

#include "engine/embedding/team.h"

namespace ssa {

/// How far the repulsive forces of a two-dimensional map are from those over all pairs.
struct ForceCheck {
  double error = 0;  ///< |force - exact| / |exact|, Euclidean norms over the sample; 0 where no force is exact
  int sample = 0;    ///< points it was taken over
};

/// Compares `force` (N×2, unnormalised, as MeshRepulsion::compute gives it) with the sum over every pair at up to 512 points,
/// evenly spaced. `turn` moves the sample on: another one for every number until all points have had theirs. Costs as much as
/// 512 / N of an iteration over all pairs.
ForceCheck checkForces(const float* map, int count, const float* force, int turn, Team& team);

}  // namespace ssa
