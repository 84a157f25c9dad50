#pragma once

#include <cstdint>

#include "engine/runs/train_config.h"

namespace ssa {

/// Learning rate of step `iteration` (counted from 0) of `iterations` for a group whose own base rate is `base`:
/// polynomial decay to `min_lr`, during the warm-up times a factor that rises linearly from `warmup_ratio` to 1.
/// Source: mmcv's `poly` policy.
double scheduledRate(const OptimizerOptions& options, double base, std::int64_t iteration, std::int64_t iterations);

}  // namespace ssa
