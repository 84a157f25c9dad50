#include "engine/cuda/tsne_device.h"

#include <array>
#include <new>

#include "engine/core/result.h"
#include "engine/cuda/plugin.h"

namespace ssa::cuda {
namespace {

void throwWhereFailed(int status, const char* message) {
  if (status == 2) throw std::bad_alloc();
  if (status != 0) throw DeviceError(message);
}

}  // namespace

TsneDevice::TsneDevice(const TsneEdges& edges, int count, int dimensions, Stream stream) {
  if (count < 1 || (dimensions != 2 && dimensions != 3)) throw ContractViolation("TsneDevice: no map of that size");
  const Operations* const device = operations();
  if (!device) throw DeviceError(pluginReason());
  std::array<char, 256> message{};
  throwWhereFailed(
      device->tsneOpen(&edges, count, dimensions, stream, &handle_, message.data(), static_cast<int>(message.size())),
      message.data());
}

TsneDevice::~TsneDevice() { operations()->tsneClose(handle_); }

void TsneDevice::forces(const float* map, float* attraction, float* repulsion, float* mass) {
  std::array<char, 256> message{};
  throwWhereFailed(
      operations()->tsneForces(handle_, map, attraction, repulsion, mass, message.data(), static_cast<int>(message.size())),
      message.data());
}

}  // namespace ssa::cuda
