#pragma once

#include <memory>
#include <vector>

#include "engine/heads/head.h"

namespace ssa {

/// The decode head of `config` behind a backbone with outputs of `in` channels; null where none
/// belongs to the architecture.
std::shared_ptr<Head> makeHead(const ModelConfig& config, const std::vector<int>& in);

}  // namespace ssa
