#pragma once

#include <filesystem>
#include <string>

#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"

namespace ssa {

/// SHA-256 of a whole file, read in pieces. Errors: those of InputFile, stopped.
Result<std::string> fileSha256(const std::filesystem::path& path, StopToken stop, ProgressSink& progress);

/// The model folder that stands for `path`: itself when it is one, else `<store>/<stem>-<8 digits of its
/// SHA-256>`, imported now unless an earlier import of the same bytes is there. Blocking.
/// Errors: fileNotFound, unknownFormat (no model by name), those of importCheckpoint, stopped.
Result<Loaded<std::filesystem::path>> prepareModel(const std::filesystem::path& path, const std::filesystem::path& store,
                                                   StopToken stop, ProgressSink& progress);

}  // namespace ssa
