#include "engine/cuda/depthwise_kernels.h"

#include <cstddef>
#include <cstdint>

#define LANES 16
#include "engine/cuda/depthwise_kernels.inl"

namespace ssa::cuda {

const DepthwiseKernels& avx512DepthwiseKernels() {
  static constexpr DepthwiseKernels kernels{depthwisePixels, depthwiseGradient};
  return kernels;
}

}  // namespace ssa::cuda
