#pragma once

#include "engine/cuda/stream.h"
#include "engine/cuda/tsne_kernels.h"

namespace ssa::cuda {

/// The plug-in's side of TsneDevice, for its table of operations; returns as all of its functions do.
int tsneOpenOnDevice(const TsneEdges* edges, int count, int dimensions, Stream stream, void** handle, char* message,
                     int messageBytes);
int tsneForcesOnDevice(void* handle, const float* map, float* attraction, float* repulsion, float* mass, char* message,
                       int messageBytes);
void tsneCloseOnDevice(void* handle);

}  // namespace ssa::cuda
