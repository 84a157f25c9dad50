#pragma once

namespace ssa::cuda {

/// Where an operation runs: the CPU (default) or a CUDA stream handle of the plug-in.
struct Stream {
  int device = -1;         ///< -1 = CPU
  void* handle = nullptr;  ///< cudaStream_t, untyped so that no CUDA header is needed here
};

}  // namespace ssa::cuda
