#pragma once

#include <optional>
#include <string>

#include "engine/core/geometry.h"

namespace ssa::cli {

/// `512x256`: width and height; nothing when it is not of this form.
std::optional<Size> parseSize(const std::string& text);

}  // namespace ssa::cli
