#pragma once

#include <QString>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/runs/run_events.h"
#include "engine/runs/run_folder.h"

namespace ssa {

/// A run's name: its folder, absolute, without `.`, `..` or a slash at the end.
std::filesystem::path runPath(const std::filesystem::path& folder);

/// What a run is doing, as its own process says through its events and its lock; never what was clicked.
enum class TrainerState {
  idle,        ///< never trained: a folder with a configuration alone
  starting,    ///< the process is there and has not said anything yet
  preparing,   ///< opens data, builds the network
  running,     ///< steps
  evaluating,  ///< validates
  paused,      ///< lives and waits
  finished,    ///< all iterations done
  stopped,     ///< ended on request; can be resumed
  failed,      ///< ended with an error it named
  died,        ///< ended without a word: killed, crashed
};
constexpr bool isLiving(TrainerState state) {
  return state == TrainerState::starting || state == TrainerState::preparing || state == TrainerState::running ||
         state == TrainerState::evaluating || state == TrainerState::paused;
}
/// Stable identifier, `running`; stored in the registry.
std::string_view name(TrainerState state);
std::optional<TrainerState> trainerStateNamed(std::string_view name);

/// One quantity over the iterations, ascending. Non-finite values are NaN.
struct Curve {
  std::string key;  ///< log key of a loss term (`loss` is their total), or one of kCurve…
  std::vector<std::int64_t> iterations;
  std::vector<double> values;  ///< as long as `iterations`
};
inline constexpr const char* kCurveLr = "lr";
inline constexpr const char* kCurveAccuracy = "accuracy";
inline constexpr const char* kCurveThroughput = "images_per_second";
inline constexpr const char* kCurveGradientNorm = "gradient_norm";

/// Everything known of one run at one moment; never changes, so it may be kept and read on any thread.
struct RunSnapshot {
  std::filesystem::path folder;
  QString name;  ///< of the configuration, else the folder's
  TrainerState state = TrainerState::idle;
  bool suspended = false;           ///< the process exists but is halted from outside (SIGSTOP)
  std::optional<RunHolder> holder;  ///< of a living run
  Error error;                      ///< of `failed` and `died` (trainerDied: args path, reason); else its code is `stopped`
  std::string reason;               ///< of the last state: `requested`, `signal`, `iterations`, an error's name
  // Requests that the trainer has not answered yet.
  bool pauseAsked = false;
  bool saveAsked = false;
  bool stopAsked = false;

  std::optional<StartEvent> start;           ///< of the latest start
  std::optional<StepEvent> last;             ///< newest step: lr, throughput, ETA, memory
  std::int64_t iteration = 0;                ///< steps done
  std::int64_t iterations = 0;               ///< planned; 0 = unknown
  double startedAt = 0;                      ///< unix seconds of the latest start
  double updatedAt = 0;                      ///< of the newest event
  std::vector<Curve> losses;                 ///< per term, in log order, `loss` among them
  std::vector<Curve> gauges;                 ///< kCurve…
  std::vector<EvalEvent> evals;              ///< ascending iteration; `refined` and `coarse` of one iteration follow each other
  std::vector<SampleEvent> samples;          ///< ascending iteration; paths of masks stay inside the run folder
  std::vector<CheckpointEvent> checkpoints;  ///< announced by events and still there
  std::optional<EvalEvent> best;             ///< highest mIoU of the refined (plain: only) masks
  Warnings warnings;                         ///< newest last, the last 200
  QString logTail;                           ///< last lines of trainer.log, up to 8 KB

  const Curve* loss(std::string_view key) const;
  const Curve* gauge(std::string_view key) const;
};
using RunSnapshotPtr = std::shared_ptr<const RunSnapshot>;

}  // namespace ssa
