#pragma once

#include "engine/models/ssa_trace.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// What the centres of frozen features F and frozen coarse logits M come from, summed once for every crop.
///
/// P_f is a depthwise 3×3 convolution of F, so every centre of it is linear in the nine taps: with the sums of F moved by
/// each tap at hand, a step that changes the convolution need not look at the pixels again to know its centres.
struct FrozenSums {
  Tensor semanticCentre;  ///< S_c (B,K,C); undefined without a semantic branch
  Tensor spatialTaps;     ///< (B,K,C,9): means by the spatial weights of F moved by each tap
  Tensor teacherTaps;     ///< (B,K,C,9): sums over the labelled pixels; tap 4 moves nothing
  Tensor counts;          ///< (B,K): labelled pixels

  explicit operator bool() const { return counts.defined(); }
};

/// `choose` of every defined field.
template <class Choose>
FrozenSums chosenFrom(const FrozenSums& from, const Choose& choose) {
  const auto of = [&](const Tensor& field) { return field.defined() ? choose(field) : Tensor(); };
  return {of(from.semanticCentre), of(from.spatialTaps), of(from.teacherTaps), of(from.counts)};
}

/// Student and teacher on the same features.
struct FrozenTraces {
  SsaTrace student;
  TeacherTrace teacher;
};

}  // namespace ssa
