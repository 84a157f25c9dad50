#pragma once

#include <string>
#include <vector>

#include "engine/core/result.h"

namespace ssa::cli {

/// The figures that need a window, measured by the studio beside this program: one JSON object per line for the start
/// (milliseconds until the first frame), panning, and the next picture.
/// Errors: fileNotFound (no studio beside this program), badOption (no display), internal (the studio failed).
Result<std::vector<std::string>> benchWindow();

}  // namespace ssa::cli
