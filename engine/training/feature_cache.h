#pragma once

#include <cstdint>
#include <memory>

#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/models/segmentor.h"
#include "engine/training/batch_source.h"

namespace ssa {

struct FeatureCacheOptions {
  std::int64_t entries = 0;  ///< crops to keep: pairs times views
  int batch = 16;
  std::uint64_t seed = 0;
  std::int64_t budget_bytes = 0;  ///< of features and labels
};

/// Features F of augmented crops of a frozen network, computed once, as batches for its classifier.
///
/// Crops come from `crops` in the order of its iterations, so that every pair gives the same number of views; batches
/// are seeded permutations of the entries, chained. float32, or half precision where only that fits the budget.
/// Errors: badOption (data.cache_mb: too small, with what is needed), outOfMemory, those of BatchSource::batch.
Result<std::unique_ptr<BatchSource>> makeFeatureSource(Segmentor& network, std::unique_ptr<BatchSource> crops,
                                                       const FeatureCacheOptions& options, StopToken stop,
                                                       ProgressSink& progress);

}  // namespace ssa
