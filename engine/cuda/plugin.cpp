#include "engine/cuda/plugin.h"

#include <dlfcn.h>

#include <array>
#include <filesystem>

namespace ssa::cuda {
namespace {

// The three driver entries asked for; cuda.h is not needed where no toolkit is installed.
using Init = int (*)(unsigned);
using Count = int (*)(int*);
using Name = int (*)(char*, int, int);

template <class F>
F entry(void* library, const char* name) {
  return reinterpret_cast<F>(dlsym(library, name));
}

DriverReport askDriver() {
  DriverReport report;
  void* library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    report.reason = "no NVIDIA driver";
    return report;
  }
  const auto init = entry<Init>(library, "cuInit");
  const auto count = entry<Count>(library, "cuDeviceGetCount");
  const auto name = entry<Name>(library, "cuDeviceGetName");
  if (!init || !count || !name || init(0) != 0 || count(&report.devices) != 0 || report.devices <= 0) {
    report.devices = 0;
    report.reason = "no CUDA device";
    return report;
  }
  for (int i = 0; i < report.devices; ++i) {
    std::array<char, 256> text{};
    report.names.emplace_back(name(text.data(), static_cast<int>(text.size()) - 1, i) == 0 ? text.data() : "CUDA device");
  }
  return report;
}

struct Loaded {
  const Operations* operations = nullptr;
  std::string reason;
};

Loaded load() {
  if (driver().devices == 0) return {nullptr, driver().reason};
  std::error_code ignored;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  std::string found;
  for (const auto& folder : {self, self / "../lib", self / "../lib/ssa-studio"}) {
    const auto file = folder / "libssa_cuda.so";
    if (std::filesystem::exists(file, ignored)) {
      found = file.string();
      break;
    }
  }
  if (found.empty()) return {nullptr, "plug-in not built"};
  void* library = dlopen(found.c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (!library) return {nullptr, std::string("plug-in damaged: ") + dlerror()};
  const auto give = entry<const Operations* (*)()>(library, "ssa_cuda_operations");
  const Operations* table = give ? give() : nullptr;
  if (!table || table->version != Operations::kVersion) return {nullptr, "plug-in damaged: of another version"};
  return {table, {}};
}

const Loaded& loaded() {
  static const Loaded once = load();
  return once;
}

}  // namespace

const DriverReport& driver() {
  static const DriverReport once = askDriver();
  return once;
}

const Operations* operations() { return loaded().operations; }
const std::string& pluginReason() { return loaded().reason; }

}  // namespace ssa::cuda
