#include "engine/cuda/tsne_mesh_kernels.h"

#define LANES 16
#include "engine/cuda/tsne_mesh_kernels.inl"

namespace ssa::cuda {

const TsneMeshKernels& avx512TsneMeshKernels() { return kTsneMeshKernels; }

}  // namespace ssa::cuda
