#include "engine/cuda/tsne_kernels.h"

#define LANES 8
#include "engine/cuda/tsne_kernels.inl"

namespace ssa::cuda {

const TsneKernels& avx2TsneKernels() { return kTsneKernels; }

}  // namespace ssa::cuda
