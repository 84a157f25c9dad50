#pragma once

#include <memory>
#include <string_view>

#include "engine/backbones/backbone.h"

namespace ssa {

/// The backbone of an architecture id (`seaformer_b`, `mit_b0`…); null where none belongs to it.
/// `dropPath` acts in training only.
std::shared_ptr<Backbone> makeBackbone(std::string_view architecture, float dropPath);

}  // namespace ssa
