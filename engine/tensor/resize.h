#pragma once

#include "engine/core/geometry.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// Where the samples of a bilinear resize lie: pixel centres (the default of every network here at
/// test time) or corners on corners (upsampling inside the SSA losses).
enum class Align { centres, corners };

/// (B,C,h,w) -> (B,C,size); the tensor itself when it has that size already.
Tensor resizeBilinear(const Tensor& x, Size size, Align align = Align::centres);

}  // namespace ssa
