#pragma once

#include <string>

#include "app/cli/messages.h"
#include "engine/datasets/health.h"
#include "engine/datasets/recognise.h"

namespace ssa::cli {

/// What the health check found, and what can be done about it.
Message describe(const Finding& finding);

/// Why a folder was taken for this layout, or for none.
std::string describe(const Recognition& recognition);

}  // namespace ssa::cli
