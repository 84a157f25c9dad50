#pragma once

#include <string>
#include <vector>

#include "engine/core/result.h"

namespace ssa {

/// The device a computation runs on, and why it is not another one.
struct DeviceReport {
  std::string used;    ///< `cpu` or `cuda:0`
  std::string title;   ///< processor or card name
  std::string reason;  ///< why CUDA is not used; empty when it is
};

/// `auto`, `cpu` or `cuda:N` -> what is used. `cuda:N` without such a device is deviceUnavailable;
/// `auto` falls back to the CPU and says why. Loads the CUDA plug-in on first need.
Result<DeviceReport> selectDevice(const std::string& wanted);

/// Threads of the numeric libraries (LibTorch, own kernels), set once by each main; 0 = all cores.
void setComputeThreads(int threads);
int computeThreads();

/// Name and version of the libraries in use, for `--version`, logs and reports.
std::vector<std::pair<std::string, std::string>> libraryVersions();

}  // namespace ssa
