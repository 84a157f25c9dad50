#pragma once

#include <span>

namespace ssa {

/// The help of every training option, as the engine's headers say it. lupdate does not look there: this list is where the
/// catalogue (context `Options`) learns of them.
std::span<const char* const> optionSentences();

}  // namespace ssa
