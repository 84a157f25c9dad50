#include "engine/cuda/loss_kernels.h"

#define LANES 4
#include "engine/cuda/loss_kernels.inl"

namespace ssa::cuda {

const LossKernels& baselineLossKernels() {
  static constexpr LossKernels kernels{planeLossOf, gatherColumns};
  return kernels;
}

}  // namespace ssa::cuda
