#include "engine/cuda/loss_kernels.h"

#define LANES 16
#include "engine/cuda/loss_kernels.inl"

namespace ssa::cuda {

const LossKernels& avx512LossKernels() {
  static constexpr LossKernels kernels{planeLossOf, gatherColumns};
  return kernels;
}

}  // namespace ssa::cuda
