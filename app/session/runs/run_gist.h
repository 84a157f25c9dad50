#pragma once

#include <filesystem>
#include <string>

#include "app/session/runs/run_registry.h"

namespace ssa {

/// The line of a run, read from the little of its folder that says it: configuration, best score, first and last
/// events. Quick however long the run is. `folder` in the record is `folder`. Errors: fileNotFound, those of
/// readFile for config.json.
Result<RunRecord> runGist(const std::filesystem::path& folder);

/// Changes when the run has written something since.
std::string runStamp(const std::filesystem::path& folder);

}  // namespace ssa
