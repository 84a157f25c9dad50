#include "engine/cuda/tsne_mesh_kernels.h"

#define LANES 4
#include "engine/cuda/tsne_mesh_kernels.inl"

namespace ssa::cuda {

const TsneMeshKernels& baselineTsneMeshKernels() { return kTsneMeshKernels; }

}  // namespace ssa::cuda
