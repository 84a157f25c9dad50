#include "engine/cuda/tsne_kernels.h"

#define LANES 16
#include "engine/cuda/tsne_kernels.inl"

namespace ssa::cuda {

const TsneKernels& avx512TsneKernels() { return kTsneKernels; }

}  // namespace ssa::cuda
