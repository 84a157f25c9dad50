#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "engine/core/result.h"

namespace ssa {

/// Ceilings of a JSON text from outside.
struct JsonLimits {
  std::size_t bytes = std::size_t{1} << 20;
  int depth = 32;
};

/// Parses a JSON text; comments, trailing text, a key given twice in one object and nesting beyond the
/// limit are refused. `origin` becomes the `path` of the error.
/// Errors: badConfig with the reason.
Result<nlohmann::json> parseJson(std::string_view text, std::string_view origin, const JsonLimits& limits = {});

}  // namespace ssa
