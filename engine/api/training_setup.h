#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>

#include "engine/api/device.h"
#include "engine/api/model.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/sample_source.h"
#include "engine/datasets/training_data.h"
#include "engine/models/segmentor.h"
#include "engine/runs/train_config.h"
#include "engine/training/optimizer.h"

namespace ssa {

/// What train() and dryRunTraining() open before the first step. For engine/api sources only.
struct TrainingSetup {
  TrainConfig config;  ///< `threads` resolved
  OpenedData data;
  std::shared_ptr<const SampleSource> train, val;
  DeviceReport device;
  std::unique_ptr<Segmentor> network;  ///< on the device, in its precision and memory order, in training mode
  std::vector<NamedParameter> learning;
  ModelInfo about;  ///< of the checkpoints to come
  Warnings warnings;
};

/// `recordedSplit`, `checkpoint`: of the run being resumed, empty otherwise; its weights are not loaded here.
Result<TrainingSetup> setUpTraining(const TrainConfig& config, const std::filesystem::path& recordedSplit,
                                    const std::filesystem::path& checkpoint, StopToken stop, ProgressSink& progress);

}  // namespace ssa
