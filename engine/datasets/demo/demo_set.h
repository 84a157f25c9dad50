#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/core/geometry.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/demo/scene.h"

namespace ssa {

/// Which scenes a generated set holds.
enum class DemoScenes { street, indoor, both };

/// A generated data set.
struct DemoSetOptions {
  int train = 400;
  int val = 100;
  Size size{320, 240};
  std::uint32_t seed = 1;  ///< sets of different seeds share no scene
  DemoScenes scenes = DemoScenes::both;
  int threads = 0;       ///< 0 = all cores
  bool replace = false;  ///< write over a generated set
};

/// A scene of the set: where its picture and mask lie, and what draws it again.
struct DemoSetEntry {
  std::string name;  ///< `street_00012`
  std::uint64_t seed = 0;
  DemoKind kind = DemoKind::street;
};

/// The scenes of one split, `train` or `val`; no scene is in both, whatever their numbers. With both kinds they
/// take turns.
std::vector<DemoSetEntry> demoSetEntries(const DemoSetOptions& options, bool val);

/// Writes images/{train,val}, masks/{train,val} (index PNG), labels.json, README.txt (licence, seed) and, whole only
/// at the end, demo.json (every scene with its seed and light). The same options give the same files.
/// Errors: badOption (folder: not empty; sizes), notAFolder, stopped, those of writeFile; scenes finished by then stay.
Result<void> writeDemoSet(const std::filesystem::path& folder, const DemoSetOptions& options, StopToken stop,
                          ProgressSink& progress);

}  // namespace ssa
