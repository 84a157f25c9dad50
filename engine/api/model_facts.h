#pragma once

#include <string_view>

#include "engine/api/model.h"
#include "engine/checkpoints/checkpoint.h"

namespace ssa {

/// Whether a tensor of a state serves training alone: it is part of the teacher.
bool isTeacherOnly(std::string_view name);

/// Fills parameters, teacherParameters and sharedSha256 of `info` from a state under the reference's names.
void describeWeights(const Checkpoint& state, ModelInfo& info);

}  // namespace ssa
