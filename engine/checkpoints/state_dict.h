#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/checkpoints/checkpoint.h"
#include "engine/checkpoints/pickle_machine.h"

namespace ssa {

/// The state dictionary of an unpickled checkpoint: names without `module.` prefix and the index of
/// each tensor in Machine::tensors, in order. Throws ReadFault with noWeights when there is none.
std::vector<std::pair<std::string, std::size_t>> chooseStateDict(const pickle::Value& root);

/// Class names, palette, iteration, configuration and producer as mmcv 1.x and mmengine store them,
/// and every other text under `meta`. Empty where `meta` says nothing or nothing usable.
CheckpointMeta readMeta(const pickle::Value& root);

}  // namespace ssa
