#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "engine/core/result.h"
#include "engine/models/segmentor.h"
#include "engine/runs/run_folder.h"
#include "engine/runs/train_config.h"
#include "engine/training/train_step.h"

namespace ssa {

/// The files of a model folder for a state; the façade knows how they look.
using EncodeModel = std::function<std::vector<CheckpointFile>(const Checkpoint& state)>;

/// Where a run stands besides weights and moments. What is drawn depends on seed and iteration, so that the next
/// iteration is the state of every generator and of the sampler.
struct TrainingPosition {
  std::int64_t iteration = 0;   ///< steps done
  std::int64_t evaluated = -1;  ///< iteration of the last validation; -1 = none
  int accumulate = 1;           ///< micro-batches after what memory allowed
};

inline constexpr const char* kOptimizerFileName = "optimizer.safetensors";
inline constexpr const char* kStateFileName = "state.json";

/// Writes network, optimizer and position as a checkpoint of the run.
/// Errors: trainingDiverged (a weight or statistic is not finite), those of writeCheckpoint.
Result<RunCheckpoint> saveTraining(const std::filesystem::path& run, Segmentor& network, const Optimizer& optimizer,
                                   const TrainConfig& config, const TrainingPosition& position, const EncodeModel& encode);

/// Takes a checkpoint over into a network and optimizer of the same configuration.
/// Errors: newerVersion, badConfig, checkpointDamaged, keysMismatch, those of readCheckpoint.
Result<TrainingPosition> loadTraining(const std::filesystem::path& checkpoint, Segmentor& network, Optimizer& optimizer);

}  // namespace ssa
