#pragma once

#include <vector>

#include "engine/cuda/stream.h"
#include "engine/cuda/tsne_kernels.h"

namespace ssa::cuda {

/// Attraction and exact repulsion of t-SNE on a device; the affinities stay there between iterations. The twins are
/// TsneKernels::attract2/3 and repel2/3; every sum has a fixed order, so a device repeats itself bit for bit.
class TsneDevice {
 public:
  /// Uploads the affinities of `count` points for maps of 2 or 3 dimensions.
  /// Errors: ContractViolation for sizes that do not fit; std::bad_alloc and DeviceError of the device.
  TsneDevice(const TsneEdges& edges, int count, int dimensions, Stream stream);
  ~TsneDevice();
  TsneDevice(const TsneDevice&) = delete;
  TsneDevice& operator=(const TsneDevice&) = delete;

  /// Host memory: map, attraction and repulsion hold count × dimensions values, mass count. Errors: DeviceError.
  void forces(const float* map, float* attraction, float* repulsion, float* mass);

 private:
  void* handle_ = nullptr;
};

}  // namespace ssa::cuda
