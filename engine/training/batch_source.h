#pragma once

#include <array>
#include <memory>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/loader.h"
#include "engine/training/step_batch.h"

namespace ssa {

/// Where the steps of a run get their batches; the batch of an iteration depends on the seed and the iteration alone.
class BatchSource {
 public:
  virtual ~BatchSource() = default;
  /// Errors: those of TrainLoader::batch.
  virtual Result<StepBatch> batch(std::int64_t iteration, StopToken stop) = 0;
  /// Pairs left out since the last call.
  virtual std::vector<SkippedPair> newlySkipped() = 0;
  /// Seconds spent waiting for data, in all.
  virtual double waited() const = 0;
};

/// Crops of a loader.
std::unique_ptr<BatchSource> makeLoaderSource(std::unique_ptr<TrainLoader> loader, const std::array<float, 3>& mean,
                                              const std::array<float, 3>& std, bool channelsLast);

}  // namespace ssa
