#pragma once

#include <memory>

#include "engine/api/training_setup.h"
#include "engine/training/batch_source.h"

namespace ssa {

/// Where a run's batches come from: crops, or with scope `classifier` the cached features of `views` crops a pair. At
/// most `entries` of them where that is not 0. For engine/api sources only.
Result<std::unique_ptr<BatchSource>> openBatches(const TrainingSetup& setup, std::int64_t entries, StopToken stop,
                                                 ProgressSink& progress);

}  // namespace ssa
