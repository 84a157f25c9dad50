#include "engine/cuda/upsample_kernels.h"

#define LANES 8
#include "engine/cuda/upsample_kernels.inl"

namespace ssa::cuda {

const UpsampleKernels& avx2Kernels() {
  static constexpr UpsampleKernels kernels{"avx2", LANES, sweep, select, winner, mix, softmax, statistics, multiplyAdds, sum};
  return kernels;
}

}  // namespace ssa::cuda
