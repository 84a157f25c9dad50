#pragma once

#include <string>

#include "engine/core/label_set.h"
#include "engine/core/result.h"

namespace ssa::cli {

/// Help text of every `--labels`.
std::string labelsHelp();

/// `--labels`: the name of a shipped table, or a file (JSON table, or one class name a line).
Result<LabelSet> resolveLabels(const std::string& nameOrFile);

}  // namespace ssa::cli
