#pragma once

#include <string>

#include "app/cli/console.h"
#include "engine/api/model.h"

namespace ssa::cli {

/// What is known of a model, for `import`, `new-model` and `inspect`.
std::string modelText(const ModelInfo& info);
Json modelJson(const ModelInfo& info);

/// The engine calls the target of an import `folder`; on the command line it is `--out`.
Error withFlagNames(Error error);

}  // namespace ssa::cli
