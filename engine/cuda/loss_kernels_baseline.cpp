#include "engine/cuda/loss_kernels.h"

#define LANES 4
#include "engine/cuda/loss_kernels.inl"

namespace ssa::cuda {

const LossKernels& baselineLossKernels() {
  static constexpr LossKernels kernels{mixRows, spreadRows, crossEntropy, diceSums, diceGradient, narrowLossOf, gatherColumns};
  return kernels;
}

}  // namespace ssa::cuda
