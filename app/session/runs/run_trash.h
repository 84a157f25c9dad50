#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/core/result.h"

namespace ssa {

/// Deleted run folders, kept beside the others: `<parent>/.trash/<time>/<name>`. The same file system, so moving is
/// one step, and the place says where it came from.
struct TrashedRun {
  std::filesystem::path folder;   ///< where it lay
  std::filesystem::path trashed;  ///< where it lies
};

/// Errors: runBusy (a trainer holds it, or takes it meanwhile), fileNotFound, permissionDenied, writeFailed.
Result<TrashedRun> moveToTrash(const std::filesystem::path& folder);
/// Errors: fileNotFound, writeFailed (something lies at the old place), permissionDenied.
Result<void> moveBack(const TrashedRun& run);
/// Removes it for good. Errors: permissionDenied, writeFailed.
Result<void> removeForGood(const TrashedRun& run);
/// What the trash of a folder of runs holds.
std::vector<TrashedRun> trashOf(const std::filesystem::path& parent);
std::uint64_t bytesBelow(const std::filesystem::path& folder);

}  // namespace ssa
