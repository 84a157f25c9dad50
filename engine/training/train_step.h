#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/models/segmentor.h"
#include "engine/runs/train_config.h"
#include "engine/training/optimizer.h"
#include "engine/training/step_batch.h"

namespace ssa {

/// What became of one step.
enum class StepOutcome {
  updated,
  nonFinite,   ///< loss or gradient not finite: nothing was changed
  emptyBatch,  ///< no labelled pixel: nothing was changed
};
struct StepReport {
  StepOutcome outcome = StepOutcome::updated;
  std::vector<std::pair<std::string, double>> losses;  ///< weighted terms by log key, then `loss`, the total
  double accuracy = 0;                                 ///< per cent of labelled pixels
  double gradientNorm = 0;                             ///< before clipping
};

/// Forward, loss, backward and update of a network whose learning parameters are chosen.
///
/// What a step draws (dropout, stochastic depth) depends on seed and iteration alone. After a step that does not
/// update, parameters and statistics are those before it.
class TrainStep {
 public:
  /// `network` is on its device, in its precision, in the mode of setTrainingMode.
  TrainStep(Segmentor& network, std::vector<NamedParameter> learning, const TrainConfig& config);
  ~TrainStep();

  /// Runs step `iteration` (from 0) on a batch. When memory runs out the micro-batches are halved, up to three times
  /// in a run, and `onWarning` hears of it. Errors: stopped (the step is abandoned), outOfMemory, badOption (so few
  /// numbers per channel that a batch norm has no variance).
  Result<StepReport> run(const StepBatch& batch, std::int64_t iteration, StopToken stop);
  std::function<void(const Warning&)> onWarning;

  Optimizer& optimizer();
  /// Micro-batches a step is divided into by now.
  int accumulate() const;
  void setAccumulate(int count);

 private:
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa
