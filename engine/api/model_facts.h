#pragma once

#include "engine/api/model.h"
#include "engine/checkpoints/checkpoint.h"

namespace ssa {

/// Fills parameters, teacherParameters and sharedSha256 of `info` from a state under the reference's names.
void describeWeights(const Checkpoint& state, ModelInfo& info);

}  // namespace ssa
