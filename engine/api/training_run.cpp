#include "engine/api/training_run.h"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/api/device.h"
#include "engine/api/guard.h"
#include "engine/api/model_facts.h"
#include "engine/api/model_folder.h"
#include "engine/api/tensor_threads.h"
#include "engine/api/training_batches.h"
#include "engine/api/training_setup.h"
#include "engine/training/run_clock.h"
#include "engine/training/trainer.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostConfigBytes = std::uint64_t{1} << 20;

std::string shownPath(const TrainingSetup& setup, int index) {
  return setup.data.train.samples[static_cast<std::size_t>(index)].image.string();
}

EncodeModel encoderOf(const ModelInfo& about) {
  return [about](const Checkpoint& state) {
    ModelInfo info = about;
    describeWeights(state, info);
    EncodedModel encoded = encodeModel(state, {}, info);
    const auto* const text = reinterpret_cast<const std::byte*>(encoded.about.data());
    std::vector<CheckpointFile> files(2);
    files[0].name = kWeightsFileName;
    files[0].bytes = std::move(encoded.weights);
    files[1].name = kModelFileName;
    files[1].bytes.assign(text, text + encoded.about.size());
    return files;
  };
}

/// Writes to the log and to whoever listens. A log that cannot be written is told to the listener, once a fault.
class Teller {
 public:
  Teller(RunLog& log, const TrainListener& listener) : log_(log), listener_(listener) {}
  void operator()(const RunEvent& event) const {
    const auto written = log_.write(event);
    if (!listener_) return;
    listener_(event);
    if (!written) listener_(eventNow(ErrorEvent{written.error()}));
  }

 private:
  RunLog& log_;
  const TrainListener& listener_;
};

/// Names of what the run learns from, and its configuration.
Result<void> noteSetup(const fs::path& run, const TrainConfig& config, const TrainingSetup& setup, bool resumed) {
  SSA_TRY(writeFile(run / kRunConfigName, config.toJson()));
  if (!resumed) SSA_TRY(setup.data.split.write(run / kRunSplitName));
  return {};
}

StartEvent startEvent(const RunLock& lock, const TrainingSetup& setup, std::int64_t from) {
  StartEvent event;
  event.pid = lock.holder().pid;
  event.host = lock.holder().host;
  event.session = lock.holder().session;
  event.program = "SSA Studio " SSA_VERSION;
  event.device = setup.device.used;
  event.iteration = from;
  event.iterations = setup.config.iterations;
  event.dataSha256 = setup.data.split.data_hash;
  event.trainPairs = setup.train->size();
  event.valPairs = setup.val->size();
  return event;
}

Result<TrainOutcome> trainLocked(const TrainConfig& config, const fs::path& run, bool resume, const RunLock& lock,
                                 const Teller& tell, StopToken stop, ProgressSink& progress) {
  std::optional<RunCheckpoint> from;
  if (resume) from = newestCheckpoint(run);
  std::error_code ignored;
  const fs::path split = from && fs::exists(run / kRunSplitName, ignored) ? run / kRunSplitName : fs::path();
  auto opened = setUpTraining(config, split, from ? from->path : fs::path(), stop, progress);
  if (!opened) return std::move(opened).error();
  TrainingSetup setup = *std::move(opened);
  SSA_TRY(noteSetup(run, config, setup, !split.empty()));

  TrainStep step(*setup.network, std::move(setup.learning), setup.config);
  step.onWarning = [&](const Warning& warning) { tell(eventNow(WarningEvent{warning})); };
  TrainerSetup parts;
  if (from) {
    auto position = loadTraining(from->path, *setup.network, step.optimizer());
    if (!position) return std::move(position).error();
    parts.from = *position;
    step.setAccumulate(position->accumulate);
  }
  tell(eventNow(startEvent(lock, setup, parts.from.iteration)));
  for (const Warning& warning : setup.warnings) tell(eventNow(WarningEvent{warning}));
  auto batches = openBatches(setup, 0, stop, progress);
  if (!batches) return std::move(batches).error();
  parts.config = setup.config;
  parts.run = run;
  parts.network = setup.network.get();
  parts.step = &step;
  parts.batches = batches->get();
  if (setup.val->size() > 0) parts.validation = {setup.val, setup.data.val.samples, setup.data.labels};
  parts.encode = encoderOf(setup.about);
  parts.tell = tell;
  parts.pairName = [&](int index) { return shownPath(setup, index); };
  auto end = Trainer(std::move(parts)).run(stop);
  if (!end) return std::move(end).error();
  TrainOutcome outcome{end->state, end->reason, end->iteration, end->best, {}};
  if (const auto newest = newestCheckpoint(run)) outcome.checkpoint = newest->path;
  return outcome;
}

/// What must hold before a run folder is touched.
Result<void> checkFolder(const fs::path& run, bool resume) {
  std::error_code fault;
  fs::create_directories(run, fault);
  if (fault) return errorFromErrno(fault.value(), run, true);
  if (resume) return {};
  if (!listCheckpoints(run).empty())
    return Error(ErrorCode::badOption, {{"option", "run"}, {"value", run.string()}, {"expected", "a new folder, or --resume"}});
  return {};
}

/// A configuration or a checkpoint of a newer program is left alone.
Result<void> checkVersion(const fs::path& run) {
  std::error_code ignored;
  if (!fs::exists(run / kRunConfigName, ignored)) return {};
  const auto config = readRunConfig(run);
  if (!config && config.error().code == ErrorCode::newerVersion) return config.error();
  return {};
}

}  // namespace

void keepFreedMemory() {
  if (std::getenv("MALLOC_MMAP_MAX_") != nullptr || std::getenv("MALLOC_TOP_PAD_") != nullptr) return;
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  mallopt(M_TOP_PAD, 64 << 20);
}

Result<TrainConfig> readRunConfig(const fs::path& run) {
  const fs::path file = run / kRunConfigName;
  const auto bytes = readFile(file, kMostConfigBytes);
  if (!bytes) return bytes.error();
  return TrainConfig::fromJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file.string());
}

Result<TrainOutcome> train(const TrainConfig& config, const fs::path& run, bool resume, StopToken stop, ProgressSink& progress,
                           const TrainListener& listener) {
  return guarded([&]() -> Result<TrainOutcome> {
    SSA_TRY(checkFolder(run, resume));
    auto lock = RunLock::take(run);
    if (!lock) return std::move(lock).error();
    SSA_TRY(checkVersion(run));
    auto log = RunLog::open(run);
    if (!log) return std::move(log).error();
    const Teller tell(*log, listener);
    const TensorThreads threads(config.threads > 0 ? config.threads : computeThreads());
    tell(eventNow(StateEvent{RunState::preparing, ""}));
    auto outcome = guarded([&] { return trainLocked(config, run, resume, *lock, tell, stop, progress); });
    if (outcome) {
      tell(eventNow(StateEvent{outcome->state, outcome->reason}));
    } else if (outcome.error().code == ErrorCode::stopped) {
      tell(eventNow(StateEvent{RunState::stopped, "signal"}));
    } else {
      tell(eventNow(ErrorEvent{outcome.error()}));
      tell(eventNow(StateEvent{RunState::failed, std::string(name(outcome.error().code))}));
    }
    return outcome;
  });
}

}  // namespace ssa
