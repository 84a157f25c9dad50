#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/runs/dry_run.h"
#include "engine/runs/run_events.h"
#include "engine/runs/run_folder.h"
#include "engine/runs/train_config.h"

namespace ssa {

/// Sets the allocator so that the large tensors of a step are reused instead of given back to the system and paged in
/// again. Once, at the start of a process that trains; a setting in the environment (MALLOC_…) wins.
void keepFreedMemory();

/// How a training ended.
struct TrainOutcome {
  RunState state = RunState::finished;  ///< or stopped
  std::string reason;                   ///< StateEvent::reason
  std::int64_t iteration = 0;           ///< steps done
  std::optional<RunBest> best;
  std::filesystem::path checkpoint;  ///< the newest; a model folder
};

/// Hears every event as it is written.
using TrainListener = std::function<void(const RunEvent&)>;

/// The configuration a run folder was started with. Errors: fileNotFound, newerVersion, badConfig, badOption.
Result<TrainConfig> readRunConfig(const std::filesystem::path& run);

/// Trains in a run folder (made where absent) until the last iteration, a stop, or a request in its `control` folder.
/// Every checkpoint is a model folder that can be opened.
///
/// `resume` goes on from the newest whole checkpoint, on the CPU to the bit as if nothing had happened; without one it
/// starts anew. Otherwise the folder must hold no checkpoint yet.
/// Errors: runBusy, badOption, newerVersion, those of openTrainingData, openModel and Trainer::run.
Result<TrainOutcome> train(const TrainConfig& config, const std::filesystem::path& run, bool resume, StopToken stop,
                           ProgressSink& progress, const TrainListener& listener);

/// Runs one step and one validation picture and writes nothing. Reasons that forbid the start are in the report, where
/// they can be collected; otherwise the errors are those of train().
Result<DryRunReport> dryRunTraining(const TrainConfig& config, const std::filesystem::path& run, StopToken stop,
                                    ProgressSink& progress);

}  // namespace ssa
