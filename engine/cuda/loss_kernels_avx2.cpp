#include "engine/cuda/loss_kernels.h"

#define LANES 8
#include "engine/cuda/loss_kernels.inl"

namespace ssa::cuda {

const LossKernels& avx2LossKernels() {
  static constexpr LossKernels kernels{planeLossOf, gatherColumns};
  return kernels;
}

}  // namespace ssa::cuda
