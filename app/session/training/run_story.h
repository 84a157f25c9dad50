#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "app/session/training/run_snapshot.h"

namespace ssa {

/// The state a living trainer gave, or the end it named.
TrainerState toTrainerState(RunState state);

/// What the events of a run tell, one after the other: fills the parts of a snapshot that come from them.
///
/// A start from an earlier checkpoint takes back what went beyond it; a repeated iteration replaces the earlier
/// one. Events are taken for what they are, text in a file: their number and the paths in them are limited.
class RunStory {
 public:
  explicit RunStory(const std::filesystem::path& folder);

  void add(const RunEvent& event);
  /// The parts told so far; lock, requests and log are not among them.
  const RunSnapshot& told() const { return told_; }
  /// Of the latest start; nothing before the first word.
  const std::optional<RunState>& lastState() const { return lastState_; }
  const Error& lastError() const { return lastError_; }
  /// Starts and states so far: grows when a trainer speaks.
  std::int64_t words() const { return words_; }
  /// Forgets announced checkpoints whose folder has been pruned; true when there was one.
  bool dropVanishedCheckpoints();

 private:
  void take(const StartEvent& event, double time);
  void take(const StateEvent& event, double time);
  void take(const StepEvent& event, double time);
  void take(const EvalEvent& event, double time);
  void take(const CheckpointEvent& event, double time);
  void take(const SampleEvent& event, double time);
  void take(const WarningEvent& event, double time);
  void take(const ErrorEvent& event, double time);

  RunSnapshot told_;
  std::optional<RunState> lastState_;
  Error lastError_{ErrorCode::stopped};
  std::int64_t words_ = 0;
};

}  // namespace ssa
