#include "engine/cuda/upsample_kernels.h"

#define LANES 4
#include "engine/cuda/upsample_kernels.inl"

namespace ssa::cuda {

const UpsampleKernels& baselineKernels() {
  static constexpr UpsampleKernels kernels{"baseline", LANES, sweep, select, winner, mix, softmax, statistics, multiplyAdds, sum};
  return kernels;
}

}  // namespace ssa::cuda
