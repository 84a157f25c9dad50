#include "engine/inference/memory_guard.h"

#include <torch/torch.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <new>
#include <string_view>

#include "engine/cuda/plugin.h"

namespace ssa {
namespace {

std::atomic<int> callsLeft{0};
std::atomic<bool> sticky{false};

constexpr std::int64_t kMostForward_bytes = std::int64_t{8} << 30;

std::int64_t freeHostBytes() {
  std::ifstream file("/proc/meminfo");
  std::string key;
  std::int64_t kilobytes = 0;
  for (std::string rest; file >> key >> kilobytes; std::getline(file, rest))
    if (key == "MemAvailable:") return kilobytes * 1024;
  return kMostForward_bytes * 2;
}

}  // namespace

void setAllocationFault(AllocationFault fault) {
  callsLeft = fault.call;
  sticky = fault.sticky;
}

void allocationPoint() {
  if (callsLeft <= 0) return;
  if (--callsLeft > 0) return;
  if (sticky) callsLeft = 1;
  throw std::bad_alloc();
}

bool isOutOfMemory(const std::exception& fault) {
  if (dynamic_cast<const std::bad_alloc*>(&fault) || dynamic_cast<const c10::OutOfMemoryError*>(&fault)) return true;
  // LibTorch's CPU allocator and oneDNN report it as an ordinary error.
  const std::string_view text = fault.what();
  return text.find("can't allocate memory") != std::string_view::npos || text.find("out of memory") != std::string_view::npos;
}

std::int64_t estimatedForwardBytes(const std::string& architecture, int classes, Size network) {
  const auto pixels = static_cast<double>(network.area());
  const bool transformer = architecture.starts_with("mit_");
  const double stride = transformer ? 16 : 64;  // pixels per logit
  double bytes = pixels * (transformer ? 1200.0 : 500.0) + pixels / stride * classes * 4 * 3;
  if (transformer) bytes += pixels * pixels / 2048;  // two (N/16)×(N/1024) matrices of the first stage
  return static_cast<std::int64_t>(bytes);
}

std::int64_t forwardBudgetBytes(int cudaDevice) {
  std::int64_t available = 0;
  std::size_t free = 0, total = 0;
  if (cudaDevice >= 0 && cuda::operations() && cuda::operations()->memory(cudaDevice, &free, &total) == 0)
    available = static_cast<std::int64_t>(free);
  else
    available = freeHostBytes();
  return std::min(kMostForward_bytes, available / 2);
}

}  // namespace ssa
