#include "engine/cuda/tsne_mesh_kernels.h"

#define LANES 8
#include "engine/cuda/tsne_mesh_kernels.inl"

namespace ssa::cuda {

const TsneMeshKernels& avx2TsneMeshKernels() { return kTsneMeshKernels; }

}  // namespace ssa::cuda
