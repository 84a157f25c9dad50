#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/cuda/tsne_kernels.h"
#include "engine/cuda/upsample_argmax.h"

namespace ssa::cuda {

/// What `libssa_cuda.so` hands out under the C symbol `ssa_cuda_operations`. Its functions throw nothing:
/// they return 0, 2 for a lack of device memory, or 1, and a text in `message`.
struct Operations {
  static constexpr int kVersion = 2;
  int version;
  int (*upsampleArgmax)(const LogitView* views, int count, int classes, const PixelOutputs* outputs, Stream stream, char* message,
                        int messageBytes);
  /// Free and total bytes of a device.
  int (*memory)(int device, std::size_t* free, std::size_t* total);
  /// See TsneDevice; `handle` is made by the first and ended by the last.
  int (*tsneOpen)(const TsneEdges* edges, int count, int dimensions, Stream stream, void** handle, char* message,
                  int messageBytes);
  int (*tsneForces)(void* handle, const float* map, float* attraction, float* repulsion, float* mass, char* message,
                    int messageBytes);
  void (*tsneClose)(void* handle);
};

/// A device answered with an error; usually sticky.
class DeviceError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// CUDA devices of this machine, asked of the driver alone (cheap where there is none).
struct DriverReport {
  int devices = 0;
  std::vector<std::string> names;
  std::string reason;  ///< why there is none: `no NVIDIA driver`, `no CUDA device`
};
const DriverReport& driver();

/// The plug-in's operations, loaded on first call where a device answers; null otherwise, with the
/// cause in `pluginReason()` (`plug-in not built`, `plug-in damaged: …`). Loading it registers LibTorch's
/// CUDA backend where the plug-in was linked with it.
const Operations* operations();
const std::string& pluginReason();

}  // namespace ssa::cuda
