#pragma once

#include <span>

#include "engine/cuda/upsample_argmax.h"

namespace ssa::cuda {

struct UpsampleKernels;

/// Kernels of the best instruction set this processor has.
const UpsampleKernels& chosenKernels();

/// The CPU twin, with a given set of inner loops; arguments are already checked.
void upsampleArgmaxCpu(std::span<const LogitView> views, int classes, const PixelOutputs& outputs, int threads,
                       const UpsampleKernels& kernels);

}  // namespace ssa::cuda
