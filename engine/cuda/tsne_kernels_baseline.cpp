#include "engine/cuda/tsne_kernels.h"

#define LANES 4
#include "engine/cuda/tsne_kernels.inl"

namespace ssa::cuda {

const TsneKernels& baselineTsneKernels() { return kTsneKernels; }

}  // namespace ssa::cuda
