#pragma once

#include <vector>

#include "engine/models/segmentor.h"
#include "engine/runs/train_config.h"
#include "engine/training/optimizer.h"

namespace ssa {

/// Whether a parameter belongs to what the SSA classifier has beyond conv_seg: student and teacher.
bool isAdaptation(std::string_view name);

/// Marks what learns under `scope` and `freeze` (requires_grad) and returns it in state-dict order.
/// Errors: badOption (freeze: a prefix that names nothing; scope: nothing is left to learn).
Result<std::vector<NamedParameter>> selectLearning(Segmentor& network, TrainScope scope, const std::vector<std::string>& freeze);

/// Training mode where something learns; parts without a learning parameter stay in evaluation mode: their batch norms
/// keep their statistics, and neither dropout nor stochastic depth acts in them.
void setTrainingMode(Segmentor& network);

}  // namespace ssa
