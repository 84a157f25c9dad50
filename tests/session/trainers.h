#pragma once

#include <QTest>

#include <csignal>
#include <filesystem>

#include "app/session/training/training_session.h"
#include "engine/runs/train_config.h"
#include "tests/support/runner.h"

namespace ssa::test {

/// tests/support/fake_trainer.cpp, built beside the test.
inline std::filesystem::path fakeTrainer() { return std::filesystem::canonical("/proc/self/exe").parent_path() / "fake_trainer"; }

/// A run of `iterations` that reports every 5, validates every 20 and saves every 10.
inline TrainConfig shortRun(const char* name, int iterations = 60) {
  TrainConfig config;
  config.name = name;
  config.iterations = iterations;
  config.log_interval = 5;
  config.eval_interval = 20;
  config.checkpoint_interval = 10;
  config.sample_images = 2;
  return config;
}

/// Sets a variable of the trainers started while it lives.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) { qputenv(name, value); }
  ~Environment() { qunsetenv(name_); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const char* name_;
};

/// A training session in a folder of its own; ends what it started.
struct TrainerStage {
  std::filesystem::path root = std::filesystem::canonical(tempDir());
  std::unique_ptr<TrainingSession> session;

  TrainerStage() { restart(); }
  ~TrainerStage() {
    session.reset();
    for (const auto& entry : std::filesystem::directory_iterator(root))
      if (const auto holder = runHolder(entry.path())) ::kill(static_cast<pid_t>(holder->pid), SIGKILL);
  }
  TrainerStage(const TrainerStage&) = delete;
  TrainerStage& operator=(const TrainerStage&) = delete;

  void restart() {
    session.reset();
    session = std::make_unique<TrainingSession>(TrainingSession::Config{root, fakeTrainer(), 50});
  }
  TrainerState state(const std::filesystem::path& run) const {
    const auto snapshot = session->snapshot(run);
    return snapshot ? snapshot->state : TrainerState::idle;
  }
};

}  // namespace ssa::test
