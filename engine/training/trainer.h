#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/models/segmentor.h"
#include "engine/runs/run_events.h"
#include "engine/runs/run_folder.h"
#include "engine/runs/train_config.h"
#include "engine/training/batch_source.h"
#include "engine/training/train_step.h"
#include "engine/training/training_checkpoint.h"
#include "engine/training/validation.h"

namespace ssa {

/// What a run is made of, ready to go.
struct TrainerSetup {
  TrainConfig config;
  std::filesystem::path run;  ///< locked by the caller
  Segmentor* network = nullptr;
  TrainStep* step = nullptr;
  BatchSource* batches = nullptr;
  ValidationSet validation;  ///< without source: never validated
  TrainingPosition from;
  EncodeModel encode;
  std::function<void(const RunEvent&)> tell;
  /// Pictures of the training set by index, for messages.
  std::function<std::string(int index)> pairName;
};

/// How a run ended.
struct TrainEnd {
  RunState state = RunState::finished;  ///< or stopped
  std::string reason;                   ///< `iterations`, `requested`, `signal`
  std::int64_t iteration = 0;
  std::optional<RunBest> best;
};

/// The loop of a run: steps, log, validations, checkpoints, and what is asked through the run's folder.
class Trainer {
 public:
  explicit Trainer(TrainerSetup setup) : setup_(std::move(setup)), position_(setup_.from) {}

  /// Trains to the last iteration or until a stop is asked for; either way the last thing is a checkpoint.
  /// Errors: trainingDiverged (10 steps in a row not finite, or a weight), nothingToLearn, outOfMemory, badOption, and
  /// those of writeCheckpoint for the last checkpoint.
  Result<TrainEnd> run(StopToken stop);

 private:
  struct Means;
  Result<void> stepOnce(Means& means, StopToken stop);
  Result<void> judge(const StepReport& report);
  Result<void> evaluate(StopToken stop);
  /// `last`: a checkpoint that cannot be written is an error, not a warning.
  Result<void> save(bool last);
  /// Whether the run is to end; waits while it is paused.
  std::optional<TrainEnd> obey(const StopToken& stop);
  TrainEnd ended(RunState state, std::string reason) const;
  void tellState(RunState state, std::string reason = {});

  TrainerSetup setup_;
  TrainingPosition position_;
  std::int64_t saved_ = -1;  ///< iteration of the newest checkpoint
  std::optional<RunBest> best_;
  int badInARow_ = 0;
  int emptyInARow_ = 0;
};

}  // namespace ssa
