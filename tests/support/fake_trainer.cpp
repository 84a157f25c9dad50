// Stands for `ssaseg train` in tests of the window: takes the same arguments, writes a plausible run without
// training anything, and obeys requests and signals.
//
//   fake_trainer train CONFIG.json --run DIR [--resume] [--set key=value]… [--dry-run --json]
//
// SSA_FAKE_STEP_MS: duration of an iteration (5). SSA_FAKE_MODE: `crash` (aborts half way), `fail` (names an error half
// way), `silent` (exits with 3 before a word), `flood` (prints without end), `refuse` (the dry run refuses),
// `unreadable` (the dry run cannot be done).
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "engine/core/safe_file.h"
#include "engine/image/write.h"
#include "engine/runs/dry_run.h"
#include "engine/runs/run_events.h"
#include "engine/runs/run_folder.h"
#include "engine/runs/train_config.h"

namespace {

namespace fs = std::filesystem;
using namespace ssa;

volatile std::sig_atomic_t signalled = 0;

struct Arguments {
  fs::path config;
  fs::path run;
  bool resume = false;
  bool dryRun = false;
  std::vector<std::pair<std::string, std::string>> settings;
};

std::string mode() {
  const char* value = std::getenv("SSA_FAKE_MODE");
  return value ? value : "";
}

int stepMs() {
  const char* value = std::getenv("SSA_FAKE_STEP_MS");
  return value ? std::atoi(value) : 5;
}

double now() { return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count(); }

Arguments argumentsOf(int argc, char** argv) {
  Arguments arguments;
  for (int i = 2; i < argc; ++i) {
    const std::string word = argv[i];
    const bool more = i + 1 < argc;
    if (word == "--run" && more) {
      arguments.run = argv[++i];
    } else if (word == "--resume") {
      arguments.resume = true;
    } else if (word == "--dry-run") {
      arguments.dryRun = true;
    } else if (word == "--set" && more) {
      const std::string pair = argv[++i];
      const std::size_t equals = pair.find('=');
      if (equals != std::string::npos) arguments.settings.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    } else if (!word.starts_with("--")) {
      arguments.config = word;
    }
  }
  return arguments;
}

Result<TrainConfig> configOf(const Arguments& arguments) {
  const auto bytes = readFile(arguments.config, 1 << 20);
  if (!bytes) return bytes.error();
  auto config = TrainConfig::fromJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, arguments.config.string());
  if (!config) return config;
  for (const auto& [key, value] : arguments.settings) SSA_TRY(config->set(key, value));
  return config;
}

/// Stripes of classes 0..3 whose edge wanders with the iteration.
LabelMap mask(std::int64_t iteration) {
  LabelMap labels(Size{64, 48}, 0);
  for (int y = 0; y < labels.height(); ++y)
    for (int x = 0; x < labels.width(); ++x)
      labels.row(y)[x] = static_cast<std::uint8_t>((x + static_cast<int>(iteration / 7)) / 16 % 4);
  return labels;
}

class FakeTrainer {
 public:
  FakeTrainer(TrainConfig config, fs::path run, RunLock lock, RunLog log)
      : config_(std::move(config)), run_(std::move(run)), lock_(std::move(lock)), log_(std::move(log)) {}

  int train(bool resume) {
    if (resume)
      if (const auto newest = newestCheckpoint(run_)) iteration_ = newest->iteration;
    const RunHolder& self = lock_.holder();
    say(StateEvent{RunState::preparing, ""});
    say(StartEvent{self.pid, self.host, self.session, "fake_trainer", "cpu", iteration_, config_.iterations,
                   "0f" + std::string(62, 'a'), 184, 34});
    say(StateEvent{RunState::running, ""});
    while (iteration_ < config_.iterations) {
      if (const int ended = obey(); ended >= 0) return ended;
      std::this_thread::sleep_for(std::chrono::milliseconds(stepMs()));
      ++iteration_;
      if (iteration_ == config_.iterations / 2) misbehave();
      if (failed_) return 1;
      if (iteration_ % config_.log_interval == 0) step();
      if (config_.eval_interval > 0 && iteration_ % config_.eval_interval == 0) evaluate();
      if (iteration_ % config_.checkpoint_interval == 0) save();
    }
    evaluate();
    save();
    say(StateEvent{RunState::finished, "iterations"});
    return 0;
  }

 private:
  template <class Event>
  void say(Event event) {
    if (const auto written = log_.write({now(), std::move(event)}); !written)
      std::fprintf(stderr, "fake_trainer: %s\n", written.error().toString().c_str());
  }

  void misbehave() {
    if (mode() == "crash") {
      std::fputs("fake_trainer: half way, giving up the ghost\n", stderr);
      std::abort();
    }
    if (mode() == "fail") {
      say(ErrorEvent{Error(ErrorCode::trainingDiverged, {{"iteration", std::to_string(iteration_)}, {"reason", "loss"}})});
      say(StateEvent{RunState::failed, "training_diverged"});
      failed_ = true;
    }
  }

  /// -1: go on.
  int obey() {
    if (signalled != 0) return stop("signal");
    if (requested(run_, RunRequest::save)) {
      save();
      (void)withdrawRequest(run_, RunRequest::save);
    }
    if (requested(run_, RunRequest::stop)) return stop("requested");
    if (!requested(run_, RunRequest::pause)) return -1;
    say(StateEvent{RunState::paused, "requested"});
    while (requested(run_, RunRequest::pause)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      if (signalled != 0) return stop("signal");
      if (requested(run_, RunRequest::stop)) return stop("requested");
      if (requested(run_, RunRequest::save)) {
        save();
        (void)withdrawRequest(run_, RunRequest::save);
      }
    }
    say(StateEvent{RunState::running, ""});
    return -1;
  }

  int stop(const char* reason) {
    save();
    (void)withdrawRequest(run_, RunRequest::stop);
    say(StateEvent{RunState::stopped, reason});
    return 0;
  }

  void step() {
    const double share = static_cast<double>(iteration_) / static_cast<double>(config_.iterations);
    const double fall = 2 * std::exp(-3 * share);
    StepEvent event;
    event.iteration = iteration_;
    event.lr = config_.optimizer.lr * (1 - share);
    event.losses = {{"loss_ce", fall}, {"loss_dice", fall * 0.4}};
    if (config_.classifier == ClassifierKind::ssa) {
      event.losses.emplace_back("loss_coarse", fall * 0.5);
      event.losses.emplace_back("loss_teacher", fall * 0.3);
      event.losses.emplace_back("loss_response", fall * 0.2);
    }
    double total = 0;
    for (const auto& term : event.losses) total += term.second;
    event.losses.emplace_back("loss", total);
    event.accuracy = 50 + 40 * share;
    event.seconds = stepMs() / 1000.0;
    event.images_per_second = config_.batch / event.seconds;
    event.eta_seconds = static_cast<double>(config_.iterations - iteration_) * event.seconds;
    event.gradient_norm = fall;
    event.memory_bytes = 500 << 20;
    say(event);
  }

  void evaluate() {
    say(StateEvent{RunState::evaluating, ""});
    const double share = static_cast<double>(iteration_) / static_cast<double>(config_.iterations);
    const double score = 20 + 40 * (1 - std::exp(-3 * share));
    EvalEvent event{iteration_, "refined", score, score + 8, score + 30, {}, 0.5};
    event.classIoU = {{"road", score + 20}, {"building", score}, {"tree", score - 10}, {"sky", std::nullopt}};
    say(event);
    if (config_.classifier == ClassifierKind::ssa) {
      event.masks = "coarse";
      event.mIoU = score - 3;
      say(event);
    }
    samples();
    if (!best_ || score > best_->mIoU) {
      best_ = RunBest{iteration_, score};
      save();
      (void)writeBest(run_, *best_);
    }
    say(StateEvent{RunState::running, ""});
  }

  void samples() {
    char number[16];
    std::snprintf(number, sizeof number, "%09lld", static_cast<long long>(iteration_));
    const fs::path folder = fs::path(kRunSamplesName) / number;
    std::error_code ignored;
    fs::create_directories(run_ / folder, ignored);
    for (int i = 0; i < config_.sample_images; ++i) {
      const std::string stem = "picture" + std::to_string(i);
      const fs::path refined = folder / (stem + ".png");
      const fs::path coarse = folder / (stem + "_coarse.png");
      (void)writeFile(run_ / refined, encodeIndexPng(mask(iteration_ + i * 20)));
      SampleEvent event{iteration_, (fs::path(config_.data.path) / (stem + ".png")).string(), "", refined.string(), ""};
      if (config_.classifier == ClassifierKind::ssa) {
        (void)writeFile(run_ / coarse, encodeIndexPng(mask(iteration_ + i * 20 + 40)));
        event.coarse = coarse.string();
      }
      say(event);
    }
  }

  void save() {
    const std::string state = "{\"iteration\":" + std::to_string(iteration_) + "}";
    const auto bytes = std::as_bytes(std::span(state));
    const auto written = writeCheckpoint(run_, iteration_, {{"state.json", Bytes(bytes.begin(), bytes.end())}});
    if (!written) {
      say(WarningEvent{{WarningCode::checkpointNotWritten, written.error().args}});
      return;
    }
    pruneCheckpoints(run_, config_.keep_last, best_ ? best_->iteration : -1);
    say(CheckpointEvent{iteration_, fs::relative(written->path, run_).string(), best_ && best_->iteration == iteration_});
  }

  TrainConfig config_;
  fs::path run_;
  RunLock lock_;
  RunLog log_;
  std::int64_t iteration_ = 0;
  std::optional<RunBest> best_;
  bool failed_ = false;
};

int fail(const Error& error) {
  std::fprintf(stderr, "fake_trainer: %s\n", error.toString().c_str());
  return 1;
}

int dryRun(const TrainConfig& config) {
  if (mode() == "unreadable") {
    std::puts(R"({"error":{"code":"file_not_found","args":{"path":"/no/data"},"message":"It is not there."}})");
    return 1;
  }
  DryRunReport report;
  report.device = "cpu";
  report.trainPairs = 184;
  report.valPairs = 34;
  report.classes = 4;
  report.parameters = 1'900'000;
  report.trainableParameters = config.scope == TrainScope::classifier ? 209'000 : 1'900'000;
  report.memory_bytes = std::int64_t{900} << 20;
  report.freeMemory_bytes = std::int64_t{8} << 30;
  report.disk_bytes = std::int64_t{60} << 20;
  report.freeDisk_bytes = std::int64_t{50} << 30;
  report.step_seconds = 0.5;
  report.eval_seconds = 4;
  report.total_seconds = 0.5 * static_cast<double>(config.iterations);
  report.losses = {{"loss_ce", 1.5}, {"loss", 1.5}};
  if (mode() == "refuse")
    report.refusals = {Error(ErrorCode::datasetUnfit, {{"path", config.data.path}, {"reason", "ids out of range"}})};
  // As the real one prints it: on many lines.
  std::puts(nlohmann::ordered_json::parse(toJsonLine(report)).dump(2).c_str());
  return report.refusals.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = argumentsOf(argc, argv);
  if (mode() == "silent") {
    std::fputs("fake_trainer: no words\n", stderr);
    return 3;
  }
  const auto config = configOf(arguments);
  if (!config) return fail(config.error());
  if (arguments.dryRun) return dryRun(*config);
  std::signal(SIGTERM, [](int number) { signalled = number; });
  std::signal(SIGUSR1, [](int number) { signalled = number; });
  while (mode() == "flood") std::puts("a line that says nothing, over and over");
  auto lock = RunLock::take(arguments.run);
  if (!lock) return fail(lock.error());
  auto log = RunLog::open(arguments.run);
  if (!log) return fail(log.error());
  std::printf("fake_trainer: %lld iterations\n", static_cast<long long>(config->iterations));
  std::fflush(stdout);
  return FakeTrainer(*config, arguments.run, *std::move(lock), *std::move(log)).train(arguments.resume);
}
