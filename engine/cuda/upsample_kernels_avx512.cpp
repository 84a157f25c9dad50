#include "engine/cuda/upsample_kernels.h"

#define LANES 16
#include "engine/cuda/upsample_kernels.inl"

namespace ssa::cuda {

const UpsampleKernels& avx512Kernels() {
  static constexpr UpsampleKernels kernels{"avx512", LANES, sweep, select, winner, mix, softmax, statistics, multiplyAdds, sum};
  return kernels;
}

}  // namespace ssa::cuda
