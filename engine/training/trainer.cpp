#include "engine/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "engine/training/run_clock.h"
#include "engine/training/schedule.h"

namespace ssa {
namespace {

constexpr int kMostBadSteps = 10;
constexpr int kMostEmptyBatches = 100;
constexpr auto kPausePoll = std::chrono::milliseconds(100);

using Clock = std::chrono::steady_clock;
double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

bool isDue(std::int64_t iteration, std::int64_t interval) { return iteration > 0 && interval > 0 && iteration % interval == 0; }

}  // namespace

/// Sums since the last line of the log.
struct Trainer::Means {
  std::vector<std::pair<std::string, double>> losses;
  double accuracy = 0, norm = 0, seconds = 0, waited = 0;
  int steps = 0;    ///< all of them
  int updates = 0;  ///< those the sums are made of
  Clock::time_point since = Clock::now();
  double waitedBefore = 0;

  void add(const StepReport& report) {
    ++steps;
    if (report.outcome != StepOutcome::updated) return;
    ++updates;
    if (losses.empty()) {
      losses = report.losses;
    } else {
      for (std::size_t i = 0; i < std::min(losses.size(), report.losses.size()); ++i) losses[i].second += report.losses[i].second;
    }
    accuracy += report.accuracy;
    norm += report.gradientNorm;
  }
  StepEvent take(const TrainConfig& config, std::int64_t iteration, double waitedNow) {
    StepEvent event;
    event.iteration = iteration;
    event.lr = scheduledRate(config.optimizer, config.optimizer.lr, iteration - 1, config.iterations);
    const double count = std::max(updates, 1);
    for (const auto& [name, sum] : losses) event.losses.emplace_back(name, sum / count);
    event.accuracy = accuracy / count;
    event.gradient_norm = norm / count;
    event.seconds = secondsSince(since) / std::max(steps, 1);
    event.data_seconds = (waitedNow - waitedBefore) / std::max(steps, 1);
    event.images_per_second = event.seconds > 0 ? config.batch / event.seconds : 0;
    event.eta_seconds = event.seconds * static_cast<double>(config.iterations - iteration);
    event.memory_bytes = residentBytes();
    *this = {};
    waitedBefore = waitedNow;
    return event;
  }
};

TrainEnd Trainer::ended(RunState state, std::string reason) const {
  return {state, std::move(reason), position_.iteration, best_};
}

void Trainer::tellState(RunState state, std::string reason) { setup_.tell(eventNow(StateEvent{state, std::move(reason)})); }

Result<TrainEnd> Trainer::run(StopToken stop) {
  const TrainConfig& config = setup_.config;
  best_ = readBest(setup_.run);
  if (position_.iteration > 0) saved_ = position_.iteration;
  tellState(RunState::running);
  Means means;
  for (;;) {
    if (auto end = obey(stop)) {
      SSA_TRY(save(true));
      return *std::move(end);
    }
    const std::int64_t iteration = position_.iteration;
    if (iteration >= config.iterations) break;
    if (isDue(iteration, config.eval_interval) && position_.evaluated != iteration) {
      if (auto done = evaluate(stop); !done) {
        if (done.error().code != ErrorCode::stopped) return done.error();
        continue;  // obey() ends the run
      }
      means.since = Clock::now();
    }
    if (isDue(iteration, config.checkpoint_interval) && saved_ != iteration) {
      SSA_TRY(save(false));
      means.since = Clock::now();
    }
    if (auto done = stepOnce(means, stop); !done) {
      if (done.error().code != ErrorCode::stopped) return done.error();
      continue;  // obey() ends the run
    }
    const std::int64_t after = position_.iteration;
    if (isDue(after, config.log_interval) || after == 1 || after == config.iterations)
      setup_.tell(eventNow(means.take(config, after, setup_.batches->waited())));
  }
  if (position_.evaluated != position_.iteration) {
    if (auto done = evaluate(stop); !done) {
      if (done.error().code != ErrorCode::stopped) return done.error();
      SSA_TRY(save(true));
      if (auto end = obey(stop)) return *std::move(end);
      return ended(RunState::stopped, "requested");
    }
  }
  if (saved_ != position_.iteration) SSA_TRY(save(true));
  return ended(RunState::finished, "iterations");
}

Result<void> Trainer::stepOnce(Means& means, StopToken stop) {
  auto batch = setup_.batches->batch(position_.iteration, stop);
  for (const SkippedPair& pair : setup_.batches->newlySkipped())
    setup_.tell(eventNow(
        WarningEvent{{WarningCode::fileSkipped, {{"path", setup_.pairName(pair.index)}, {"reason", pair.error.toString()}}}}));
  if (!batch) return std::move(batch).error();
  auto report = setup_.step->run(*batch, position_.iteration, stop);
  if (!report) return std::move(report).error();
  SSA_TRY(judge(*report));
  ++position_.iteration;
  position_.accumulate = setup_.step->accumulate();
  means.add(*report);
  return {};
}

Result<void> Trainer::judge(const StepReport& report) {
  const std::string iteration = std::to_string(position_.iteration);
  badInARow_ = report.outcome == StepOutcome::nonFinite ? badInARow_ + 1 : 0;
  emptyInARow_ = report.outcome == StepOutcome::emptyBatch ? emptyInARow_ + 1 : 0;
  if (badInARow_ > 0)
    setup_.tell(
        eventNow(WarningEvent{{WarningCode::nonFiniteStep, {{"iteration", iteration}, {"count", std::to_string(badInARow_)}}}}));
  if (emptyInARow_ > 0) setup_.tell(eventNow(WarningEvent{{WarningCode::emptyBatch, {{"iteration", iteration}}}}));
  if (badInARow_ >= kMostBadSteps)
    return Error(ErrorCode::trainingDiverged,
                 {{"iteration", iteration}, {"reason", std::to_string(badInARow_) + " steps in a row are not finite"}});
  if (emptyInARow_ >= kMostEmptyBatches) return Error(ErrorCode::nothingToLearn, {{"path", setup_.config.data.path}});
  return {};
}

Result<void> Trainer::evaluate(StopToken stop) {
  if (!setup_.validation.source) return {};
  tellState(RunState::evaluating);
  ValidationOptions options;
  options.run = setup_.run;
  options.iteration = position_.iteration;
  options.sampleImages = setup_.config.sample_images;
  options.threads = setup_.config.threads;
  // A validation can last: a request to stop ends it as a signal does.
  StopSource ending;
  const std::stop_callback forward(stop, [&] { ending.request_stop(); });
  const std::jthread watch([&](const std::stop_token& done) {
    while (!done.stop_requested() && !ending.stop_requested()) {
      if (requested(setup_.run, RunRequest::stop)) ending.request_stop();
      std::this_thread::sleep_for(kPausePoll);
    }
  });
  const auto mIoU = validate(*setup_.network, setup_.validation, options, setup_.tell, ending.get_token());
  if (!mIoU) return mIoU.error();
  position_.evaluated = position_.iteration;
  if (!best_ || *mIoU > best_->mIoU) {
    best_ = RunBest{position_.iteration, *mIoU};
    SSA_TRY(save(false));
  }
  if (position_.iteration < setup_.config.iterations) tellState(RunState::running);
  return {};
}

Result<void> Trainer::save(bool last) {
  const auto written =
      saveTraining(setup_.run, *setup_.network, setup_.step->optimizer(), setup_.config, position_, setup_.encode);
  if (!written) {
    const Error& error = written.error();
    if (last || error.code == ErrorCode::trainingDiverged) return error;
    setup_.tell(eventNow(WarningEvent{{WarningCode::checkpointNotWritten,
                                       {{"path", std::string(error.arg("path"))}, {"reason", std::string(name(error.code))}}}}));
    return {};
  }
  saved_ = position_.iteration;
  const bool isBest = best_ && best_->iteration == position_.iteration;
  if (isBest) {
    if (auto noted = writeBest(setup_.run, *best_); !noted) setup_.tell(eventNow(ErrorEvent{noted.error()}));
  }
  setup_.tell(
      eventNow(CheckpointEvent{position_.iteration, written->path.lexically_relative(setup_.run).generic_string(), isBest}));
  pruneCheckpoints(setup_.run, setup_.config.keep_last, best_ ? best_->iteration : -1);
  return {};
}

std::optional<TrainEnd> Trainer::obey(const StopToken& stop) {
  const auto consume = [&](RunRequest request) {
    if (!requested(setup_.run, request)) return false;
    if (auto gone = withdrawRequest(setup_.run, request); !gone) setup_.tell(eventNow(ErrorEvent{gone.error()}));
    return true;
  };
  bool paused = false;
  for (;;) {
    if (stop.stop_requested()) return ended(RunState::stopped, "signal");
    if (consume(RunRequest::stop)) return ended(RunState::stopped, "requested");
    if (consume(RunRequest::save))
      if (auto saved = save(false); !saved) setup_.tell(eventNow(ErrorEvent{saved.error()}));
    if (!requested(setup_.run, RunRequest::pause)) break;
    if (!std::exchange(paused, true)) tellState(RunState::paused, "requested");
    std::this_thread::sleep_for(kPausePoll);
  }
  if (paused) tellState(RunState::running, "requested");
  return std::nullopt;
}

}  // namespace ssa
