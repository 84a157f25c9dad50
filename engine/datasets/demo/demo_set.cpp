#include "engine/datasets/demo/demo_set.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "engine/core/safe_file.h"
#include "engine/image/write.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kManifest = "demo.json";
constexpr const char* kLicence = "CC0-1.0";
constexpr int kMost = 1 << 24;
constexpr Size kLeast{64, 48}, kLargest{4096, 4096};
constexpr std::array kSplits = {"train", "val"};

const char* kindName(DemoKind kind) { return kind == DemoKind::street ? "street" : "indoor"; }

struct Task {
  const char* split;
  DemoSetEntry entry;
  std::string light;
};

Error refused(const char* option, const std::string& value, const char* expected) {
  return {ErrorCode::badOption, {{"option", option}, {"value", value}, {"expected", expected}}};
}

Result<void> checkOptions(const DemoSetOptions& options) {
  if (options.train < 0 || options.val < 0 || options.train > kMost || options.val > kMost || options.train + options.val == 0)
    return refused("train", std::to_string(options.train), "0 to 16777216, and one scene at least");
  const Size size = options.size;
  if (size.width < kLeast.width || size.height < kLeast.height || size.width > kLargest.width || size.height > kLargest.height)
    return refused("size", std::to_string(size.width) + "x" + std::to_string(size.height), "64x48 to 4096x4096");
  return {};
}

/// Removes what an earlier set left of its scenes; other files stay.
Result<void> clear(const fs::path& folder) {
  std::error_code fault;
  for (const char* part : {"images", "masks"})
    for (const char* split : kSplits) {
      if (!fs::is_directory(folder / part / split, fault)) continue;
      for (const fs::directory_entry& entry : fs::directory_iterator(folder / part / split, fault)) {
        const std::string name = entry.path().filename().string();
        if ((name.starts_with("street_") || name.starts_with("indoor_")) && name.ends_with(".png"))
          fs::remove(entry.path(), fault);
      }
    }
  return {};
}

Result<void> prepare(const fs::path& folder, bool replace) {
  std::error_code fault;
  if (fs::exists(folder, fault)) {
    if (!fs::is_directory(folder, fault)) return Error(ErrorCode::notAFolder, {{"path", folder.string()}});
    const bool generated = fs::exists(folder / kManifest, fault);
    const bool empty = fs::is_empty(folder, fault);
    if (fault) return errorFromErrno(fault.value(), folder, false);
    if (!empty && !(generated && replace))
      return refused("folder", folder.string(), "a new or empty folder, or replace for a generated set");
    SSA_TRY(clear(folder));
  }
  for (const char* part : {"images", "masks"})
    for (const char* split : kSplits) {
      fs::create_directories(folder / part / split, fault);
      if (fault) return errorFromErrno(fault.value(), folder, true);
    }
  return {};
}

std::string readme(const DemoSetOptions& options) {
  return "Generated scenes, drawn by SSA Studio " SSA_VERSION " (ssaseg demo-data); seed " + std::to_string(options.seed) + ", " +
         std::to_string(options.train) + " for training, " + std::to_string(options.val) + " for validation, " +
         std::to_string(options.size.width) + "x" + std::to_string(options.size.height) +
         ".\n\n"
         "images/SPLIT holds the pictures, masks/SPLIT the class ids of their pixels as grey PNG (255: no class),\n"
         "labels.json the names and colours of the classes, demo.json the seed of every scene.\n\n"
         "No photograph and no other work went into these pictures. They are given to the public domain under\n"
         "Creative Commons Zero 1.0 (CC0-1.0, https://creativecommons.org/publicdomain/zero/1.0/).\n";
}

std::string manifest(const DemoSetOptions& options, const std::vector<Task>& tasks, bool complete) {
  Json out = {{"format", "ssa-demo-set"},      {"version", 1},         {"generator", SSA_VERSION},
              {"licence", kLicence},           {"seed", options.seed}, {"width", options.size.width},
              {"height", options.size.height}, {"complete", complete}};
  for (const char* split : kSplits) out[split] = Json::array();
  if (complete)
    for (const Task& task : tasks)
      out[task.split].push_back(
          {{"name", task.entry.name}, {"kind", kindName(task.entry.kind)}, {"light", task.light}, {"seed", task.entry.seed}});
  return out.dump(1) + "\n";
}

Result<void> writeScene(const fs::path& folder, Size size, Task& task) {
  const DemoScene scene = makeDemoScene(task.entry.seed, task.entry.kind, size);
  task.light = scene.light;
  const std::string file = task.entry.name + ".png";
  SSA_TRY(writeFile(folder / "images" / task.split / file, encodePng(scene.image)));
  return writeFile(folder / "masks" / task.split / file, encodeIndexPng(scene.labels));
}

/// Scenes on several threads; progress is reported on the caller's.
Result<void> writeScenes(const fs::path& folder, const DemoSetOptions& options, std::vector<Task>& tasks, const StopToken& stop,
                         ProgressSink& progress) {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::size_t next = 0, done = 0;
  std::optional<Error> error;
  const auto work = [&](const std::stop_token& enough) {
    while (!enough.stop_requested()) {
      std::size_t index = 0;
      {
        const std::scoped_lock lock(mutex);
        if (next == tasks.size() || error) return;
        index = next++;
      }
      const Result<void> written = writeScene(folder, options.size, tasks[index]);
      const std::scoped_lock lock(mutex);
      if (!written && !error) error = written.error();
      ++done;
      changed.notify_all();
    }
  };
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t threads = std::min(tasks.size(), static_cast<std::size_t>(options.threads > 0 ? options.threads : cores));
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < threads; ++i) workers.emplace_back(work);
  std::unique_lock lock(mutex);
  for (std::size_t seen = 0; seen < tasks.size();) {
    if (!changed.wait(lock, stop, [&] { return error || done > seen; })) return ErrorCode::stopped;
    if (error) return *error;
    seen = done;
    lock.unlock();
    progress.report(static_cast<double>(seen) / static_cast<double>(tasks.size()), "write");
    lock.lock();
  }
  return {};
}

}  // namespace

std::vector<DemoSetEntry> demoSetEntries(const DemoSetOptions& options, bool val) {
  std::vector<DemoSetEntry> entries;
  const int count = val ? options.val : options.train;
  for (int i = 0; i < count; ++i) {
    DemoSetEntry entry;
    // The lower half seeds the textures, so it differs between sets too; it counts on, so no two scenes are the same.
    const std::uint32_t number = (val ? 0x80000000U : 0U) + static_cast<std::uint32_t>(i) + options.seed * 0x9E3779B9U;
    entry.seed = (std::uint64_t{options.seed} << 32) | number;
    entry.kind = options.scenes == DemoScenes::street || (options.scenes == DemoScenes::both && i % 2 == 0) ? DemoKind::street
                                                                                                            : DemoKind::indoor;
    char name[32];
    std::snprintf(name, sizeof name, "%s_%05d", kindName(entry.kind), i);
    entry.name = name;
    entries.push_back(std::move(entry));
  }
  return entries;
}

Result<void> writeDemoSet(const fs::path& folder, const DemoSetOptions& options, StopToken stop, ProgressSink& progress) {
  SSA_TRY(checkOptions(options));
  SSA_TRY(prepare(folder, options.replace));
  std::vector<Task> tasks;
  for (const bool val : {false, true})
    for (DemoSetEntry& entry : demoSetEntries(options, val)) tasks.push_back({kSplits[val], std::move(entry), {}});
  SSA_TRY(writeFile(folder / kManifest, manifest(options, tasks, false)));
  SSA_TRY(writeFile(folder / "labels.json", demoLabels().toJson()));
  SSA_TRY(writeFile(folder / "README.txt", readme(options)));
  SSA_TRY(writeScenes(folder, options, tasks, stop, progress));
  return writeFile(folder / kManifest, manifest(options, tasks, true));
}

}  // namespace ssa
