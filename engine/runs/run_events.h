#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/result.h"

namespace ssa {

enum class RunState { preparing, running, evaluating, paused, finished, stopped, failed };
/// Stable identifier, `running`.
std::string_view name(RunState state);

/// Mean of the iterations since the last one. JSON: `{"event":"step","time":…,"iteration":…,"lr":…,…}`.
struct StepEvent {
  std::int64_t iteration = 0;                          ///< steps done
  double lr = 0;                                       ///< base learning rate of the last step
  std::vector<std::pair<std::string, double>> losses;  ///< log key -> weighted value, in order; `loss` is the total
  double accuracy = 0;                                 ///< per cent of labelled pixels of the batches
  double seconds = 0;                                  ///< per step
  double data_seconds = 0;                             ///< of them, waiting for data
  double images_per_second = 0;
  double eta_seconds = 0;
  double gradient_norm = 0;
  std::int64_t memory_bytes = 0;  ///< resident memory
};

/// A validation. Shares in per cent; a class without pixels has no value.
struct EvalEvent {
  std::int64_t iteration = 0;
  std::string masks;  ///< `refined`, `coarse`
  double mIoU = 0;
  double mAcc = 0;
  double aAcc = 0;
  std::vector<std::pair<std::string, std::optional<double>>> classIoU;
  double seconds = 0;
};

struct StartEvent {
  std::int64_t pid = 0;
  std::string host;
  std::string session;
  std::string program;
  std::string device;
  std::int64_t iteration = 0;   ///< of the checkpoint it goes on from
  std::int64_t iterations = 0;  ///< planned
  std::string dataSha256;       ///< of names and bytes of the pairs
  std::int64_t trainPairs = 0;
  std::int64_t valPairs = 0;
};
struct StateEvent {
  RunState state = RunState::preparing;
  std::string reason;  ///< stable identifier: `requested`, `signal`, `iterations`, or an error's name
};
struct CheckpointEvent {
  std::int64_t iteration = 0;
  std::string path;  ///< relative to the run folder
  bool best = false;
};
struct SampleEvent {
  std::int64_t iteration = 0;
  std::string image;   ///< picture
  std::string truth;   ///< its mask, may be empty
  std::string mask;    ///< relative to the run folder
  std::string coarse;  ///< likewise; empty for a plain classifier
};
struct WarningEvent {
  Warning warning;
};
struct ErrorEvent {
  Error error;
};

struct RunEvent {
  double time = 0;  ///< unix seconds
  std::variant<StartEvent, StateEvent, StepEvent, EvalEvent, CheckpointEvent, SampleEvent, WarningEvent, ErrorEvent> what;
};

/// One line without line break. Non-finite numbers are written as null.
std::string toJsonLine(const RunEvent& event);
/// Unknown events give badConfig; readers skip them (a newer program wrote them).
Result<RunEvent> parseRunEvent(std::string_view line);

/// Appends events to `events.jsonl` and the scalars among them to a TensorBoard event file. A write that fails
/// is reported once and tried again with the next event, nothing being lost meanwhile (up to some thousand
/// lines); training goes on.
class RunLog {
 public:
  static Result<RunLog> open(const std::filesystem::path& run);
  RunLog(RunLog&&) noexcept;
  RunLog& operator=(RunLog&&) noexcept;
  ~RunLog();
  Result<void> write(const RunEvent& event);

 private:
  struct Private;
  explicit RunLog(std::unique_ptr<Private> d);
  std::unique_ptr<Private> d_;
};

/// Reads a growing event file from where it stopped; torn and unknown lines are skipped, a torn last line is read
/// again when it is whole.
class RunEventReader {
 public:
  explicit RunEventReader(std::filesystem::path run) : run_(std::move(run)) {}
  /// Events since the last call. After a resume the file may repeat iterations: the later line is right.
  /// Errors: those of InputFile, except that an absent file gives no events.
  /// At most some megabytes of lines at a time. A file that became shorter is read from its start.
  Result<std::vector<RunEvent>> poll();
  /// The last poll reached the end of the file.
  bool caughtUp() const { return caughtUp_; }

 private:
  std::filesystem::path run_;
  std::uint64_t offset_ = 0;  ///< behind the last whole line
  bool skipping_ = false;     ///< inside a line that is too long to be one
  bool caughtUp_ = true;
};

}  // namespace ssa
