#pragma once

#include "engine/tensor/tensor.h"

namespace ssa {

/// Stochastic depth: in training each sample of x (B,…) is zeroed with probability `rate` and the
/// others divided by 1 - rate; the identity otherwise.
Tensor dropPath(const Tensor& x, double rate, bool training);

}  // namespace ssa
