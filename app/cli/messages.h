#pragma once

#include <string>
#include <string_view>

#include "engine/core/error.h"

namespace ssa::cli {

/// What a person reads: what happened, and what can be done about it (empty where nothing can).
struct Message {
  std::string cause;
  std::string remedy;
};

Message describe(const Error& error);
Message describe(const Warning& warning);

/// A text with `{name}` or `{name|otherwise}` where an argument goes; without argument and otherwise it
/// becomes `?`.
std::string fillIn(std::string_view text, const Error::Args& args);

}  // namespace ssa::cli
