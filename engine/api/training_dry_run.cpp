#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>

#include "engine/api/device.h"
#include "engine/api/guard.h"
#include "engine/api/tensor_threads.h"
#include "engine/api/training_batches.h"
#include "engine/api/training_run.h"
#include "engine/api/training_setup.h"
#include "engine/training/run_clock.h"
#include "engine/training/train_step.h"
#include "engine/training/validation.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;
double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::int64_t freeMemory() {
  std::ifstream file("/proc/meminfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("MemAvailable:")) return std::stoll(line.substr(13)) << 10;
  return 0;
}

std::int64_t peakMemory() {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6)) << 10;
  return residentBytes();
}

/// Checkpoints kept, the best and one being written: weights with two moments; samples; events.
std::int64_t diskBytes(const TrainingSetup& setup, std::int64_t weights, std::int64_t learning) {
  constexpr std::int64_t kEventBytes = 600, kMaskBytes = 64 << 10;
  const TrainConfig& config = setup.config;
  const std::int64_t bytes = config.precision == Precision::float64 ? 8 : 4;
  const std::int64_t evaluations = config.eval_interval > 0 ? config.iterations / config.eval_interval + 1 : 1;
  return (config.keep_last + 2) * bytes * (weights + 2 * learning) +
         2 * evaluations * std::int64_t{config.sample_images} * kMaskBytes +
         2 * (config.iterations / config.log_interval) * kEventBytes;
}

fs::path existingParent(fs::path path) {
  std::error_code ignored;
  path = fs::absolute(path, ignored);
  while (!fs::exists(path, ignored) && path.has_relative_path()) path = path.parent_path();
  return path;
}

Result<DryRunReport> dryRun(const TrainConfig& config, const fs::path& run, StopToken stop, ProgressSink& progress) {
  DryRunReport report;
  report.freeMemory_bytes = freeMemory();
  auto opened = setUpTraining(config, {}, {}, stop, progress);
  if (!opened) {
    if (opened.error().code == ErrorCode::stopped) return opened.error();
    report.refusals.push_back(opened.error());
    return report;
  }
  TrainingSetup setup = *std::move(opened);
  report.device = setup.device.used;
  report.trainPairs = setup.train->size();
  report.valPairs = setup.val->size();
  report.classes = setup.data.labels.count();
  for (const Tensor& parameter : setup.network->module().parameters()) report.parameters += parameter.numel();
  for (const NamedParameter& parameter : setup.learning) report.trainableParameters += parameter.value.numel();
  report.warnings = setup.warnings;
  report.disk_bytes = diskBytes(setup, report.parameters, report.trainableParameters);
  std::error_code fault;
  report.freeDisk_bytes = static_cast<std::int64_t>(fs::space(existingParent(run), fault).available);
  if (!fault && report.disk_bytes > report.freeDisk_bytes)
    report.refusals.push_back({ErrorCode::diskFull,
                               {{"path", run.string()},
                                {"needed", std::to_string(report.disk_bytes)},
                                {"free", std::to_string(report.freeDisk_bytes)}}});

  progress.report(-1, "step");
  TrainStep step(*setup.network, std::move(setup.learning), setup.config);
  step.onWarning = [&](const Warning& warning) { report.warnings.push_back(warning); };
  const auto caching = Clock::now();
  auto batches = openBatches(setup, config.batch, stop, progress);
  if (!batches && batches.error().code == ErrorCode::stopped) return batches.error();
  if (!batches) {
    report.refusals.push_back(batches.error());
    return report;
  }
  // Scope classifier: so long for each batch of the cache.
  if (config.scope == TrainScope::classifier)
    report.total_seconds = secondsSince(caching) * static_cast<double>(report.trainPairs * config.views) / config.batch;
  // The first step also makes what later ones reuse; the second is timed.
  for (const std::int64_t iteration : {0, 1}) {
    auto batch = (*batches)->batch(iteration, stop);
    const auto start = Clock::now();
    auto done = batch ? step.run(*batch, iteration, stop) : Result<StepReport>(batch.error());
    if (!done && done.error().code == ErrorCode::stopped) return done.error();
    if (!done) {
      report.refusals.push_back(done.error());
      return report;
    }
    report.step_seconds = secondsSince(start);
    if (iteration == 0) report.losses = done->losses;
    if (iteration == 0 && done->outcome == StepOutcome::nonFinite)
      report.warnings.push_back({WarningCode::nonFiniteStep, {{"iteration", "0"}, {"count", "1"}}});
    if (report.step_seconds > 20) break;
  }

  std::int64_t evaluations = 0;
  if (report.valPairs > 0) {
    progress.report(-1, "validate");
    ValidationOptions once;
    once.run = run;
    once.threads = config.threads;
    once.firstImages = 1;
    const auto start = Clock::now();
    const ValidationSet set{setup.val, setup.data.val.samples, setup.data.labels};
    const auto done = validate(
        *setup.network, set, once, [](const RunEvent&) {}, stop);
    if (!done && done.error().code == ErrorCode::stopped) return done.error();
    if (!done) report.refusals.push_back(done.error());
    report.eval_seconds = secondsSince(start) * static_cast<double>(report.valPairs);
    evaluations = config.eval_interval > 0 ? std::max<std::int64_t>(1, config.iterations / config.eval_interval) : 1;
  }
  report.total_seconds +=
      report.step_seconds * static_cast<double>(config.iterations) + report.eval_seconds * static_cast<double>(evaluations);
  report.memory_bytes = peakMemory();
  return report;
}

}  // namespace

Result<DryRunReport> dryRunTraining(const TrainConfig& config, const fs::path& run, StopToken stop, ProgressSink& progress) {
  return guarded([&] {
    const TensorThreads threads(config.threads > 0 ? config.threads : computeThreads());
    return dryRun(config, run, stop, progress);
  });
}

}  // namespace ssa
