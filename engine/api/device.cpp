#include "engine/api/device.h"

#include <torch/torch.h>

#include <atomic>
#include <charconv>
#include <fstream>
#include <thread>

#include "engine/cuda/plugin.h"
#include "engine/cuda/upsample_argmax.h"

namespace ssa {
namespace {

std::atomic<int> wantedThreads{0};

std::string processorTitle() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "CPU";
}

/// Empty when CUDA can be used.
std::string whyNoCuda() {
  if (cuda::driver().devices == 0) return cuda::driver().reason;
  if (!cuda::operations()) return cuda::pluginReason();
  if (!torch::cuda::is_available()) return "LibTorch here is the processor set";
  return {};
}

DeviceReport onCpu(std::string reason) { return {"cpu", processorTitle(), std::move(reason)}; }

}  // namespace

Result<DeviceReport> selectDevice(const std::string& wanted) {
  if (wanted == "cpu") return onCpu("not asked for");
  int index = 0;
  if (wanted != "auto") {
    const char* end = wanted.data() + wanted.size();
    const bool named =
        wanted == "cuda" || (wanted.starts_with("cuda:") && std::from_chars(wanted.data() + 5, end, index).ptr == end &&
                             wanted.size() > 5 && index >= 0);
    if (!named) return Error(ErrorCode::badOption, {{"option", "device"}, {"value", wanted}, {"expected", "auto|cpu|cuda:N"}});
  }
  const std::string reason = whyNoCuda();
  if (wanted == "auto" && !reason.empty()) return onCpu(reason);
  if (!reason.empty()) return Error(ErrorCode::deviceUnavailable, {{"device", wanted}, {"reason", reason}});
  if (index >= cuda::driver().devices)
    return Error(ErrorCode::deviceUnavailable,
                 {{"device", wanted}, {"reason", std::to_string(cuda::driver().devices) + " devices"}});
  return DeviceReport{"cuda:" + std::to_string(index), cuda::driver().names[static_cast<std::size_t>(index)], {}};
}

void setComputeThreads(int threads) {
  wantedThreads = threads;
  at::set_num_threads(computeThreads());
}

int computeThreads() {
  const int wanted = wantedThreads;
  return wanted > 0 ? wanted : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

std::vector<std::pair<std::string, std::string>> libraryVersions() {
  std::vector<std::pair<std::string, std::string>> versions{
      {"SSA Studio", SSA_VERSION},
      {"LibTorch", TORCH_VERSION},
      {"LibTorch CPU", at::get_cpu_capability()},
      {"MKL", at::hasMKL() ? "used" : "absent"},
      {"oneDNN", at::globalContext().userEnabledMkldnn() && at::hasMKLDNN() ? "used" : "absent"},
      {"kernels", cuda::kernelInstructionSet()},
  };
  const std::string reason = whyNoCuda();
  versions.emplace_back("CUDA", reason.empty() ? cuda::driver().names.front() : reason);
  return versions;
}

}  // namespace ssa
