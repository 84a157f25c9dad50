#pragma once

#include <string>

#include "app/cli/console.h"
#include "engine/api/model.h"

namespace ssa::cli {

/// What is known of a model, for `import`, `new-model` and `inspect`.
std::string modelText(const ModelInfo& info);
Json modelJson(const ModelInfo& info);

}  // namespace ssa::cli
