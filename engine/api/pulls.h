#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/api/image_trace.h"

namespace ssa {

/// Who moved the prototype of class k. The coarse centre is linear in the guide, S_c = sum_i w_i F_i / sum_i w_i with
/// w_i = softmax over classes of M at cell i, so each cell's pull on it is exact: v_i = w_i (F_i - S_c) / sum w, and all
/// pulls sum to zero around the centre. Through the perceptron (its Jacobian J at this picture, exact while no ReLU
/// switches) the pull on S_p is J v_i.
struct PullMap {
  int id = 0;                  ///< k
  ScoreMap along;              ///< w×h: <J v_i, u> with u the unit vector along S_p - S: who pushed it where it went
  ScoreMap strength;           ///< w×h: |J v_i|, in any direction
  ScoreMap weight;             ///< w×h: w_i / sum w, the cell's share of the class mass
  double displacement = 0;     ///< |S_p - S|
  double cosine = 0;           ///< cos(S, S_p)
  double mass = 0;             ///< sum of w_i, in cells
  std::vector<int> strongest;  ///< cells by |along|, strongest first, at most 20; none of zero
};
/// Errors: badOption (`model`: no SSA classifier or no semantic branch; `class`).
Result<PullMap> pullMap(const ImageTrace& trace, int id);

/// The picture adapted without the vetoed cells: their weights are zero in S_c (and its mass) and in P_c (the softmax over
/// positions runs over the others); everything after follows, and every cell is still labelled.
/// Errors: badOption (`model`: no SSA classifier; `cells`: outside the grid, or none left).
Result<std::shared_ptr<const ImageTrace>> withoutCells(const std::shared_ptr<const ImageTrace>& trace,
                                                       const std::vector<int>& vetoed);

/// What a veto did.
struct VetoResult {
  LabelMap refined;             ///< at picture size
  std::int64_t changed_px = 0;  ///< against the picture's own refined mask
  std::shared_ptr<const ImageTrace> trace;
};
Result<VetoResult> veto(const std::shared_ptr<const ImageTrace>& trace, const std::vector<int>& vetoed);

}  // namespace ssa
