#include "engine/cuda/depthwise_kernels.h"

#include <cstddef>
#include <cstdint>

#define LANES 4
#include "engine/cuda/depthwise_kernels.inl"

namespace ssa::cuda {

const DepthwiseKernels& baselineDepthwiseKernels() {
  static constexpr DepthwiseKernels kernels{depthwisePixels, depthwiseGradient};
  return kernels;
}

}  // namespace ssa::cuda
