#pragma once

#include <cstdint>

#include "engine/analysis/classifier_copy.h"
#include "engine/models/ssa_trace.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// Every cell's pull on one class's semantic prototype; see PullMap. Everything in float64.
struct PrototypePull {
  Tensor along;     ///< (h*w): <J v_i, u>
  Tensor strength;  ///< (h*w): |J v_i|
  Tensor weight;    ///< (h*w): w_i / sum w
  double displacement = 0;
  double cosine = 0;
  double mass = 0;
};

/// v_i = w_i (F_i - S_c) / sum w; J = W2 diag(W1 [S_c; S] > 0) W1[:, :C], the perceptron's Jacobian by S_c at this
/// picture (the bias and the fixed half do not move). ContractViolation without a semantic branch.
PrototypePull prototypePull(const ClassifierCopy& classifier, const SsaTrace& trace, std::int64_t id);

}  // namespace ssa
