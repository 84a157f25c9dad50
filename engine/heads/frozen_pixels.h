#pragma once

#include "engine/tensor/tensor.h"

namespace ssa {

/// Cosines of G = F + conv3x3(F) with unit prototypes (B,M,C) -> (B,M,h*w), where F (B,C,h,w) is constant and the
/// convolution's weight (C,1,3,3) and bias (C) may learn: convolution, sum and length in one sweep, and no gradient of
/// pixels ever written but one. Contiguous float32 on the CPU.
Tensor frozenCosines(const Tensor& feature, const Tensor& weight, const Tensor& bias, const Tensor& unit);

}  // namespace ssa
