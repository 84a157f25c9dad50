#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/safe_file.h"

namespace ssa {

/// Names inside a run folder.
///
///     config.json                 TrainConfig
///     split.json                  names of train and val, seed, data hash
///     run.lock                    locked (F_OFD_SETLK) by the trainer; holds RunHolder as JSON
///     events.jsonl                see run_events.h; only ever appended to
///     events.out.tfevents.*       the same numbers for TensorBoard
///     control/{pause,save,stop}   empty files: requests; `pause` lasts while it exists, the others are consumed
///     checkpoints/step-000000200/ a model folder (weights.safetensors, model.json) with optimizer.safetensors,
///                                 state.json (iteration, RNG, sampler position, best score) and DONE (SHA-256 of each file)
///     best.json                   iteration and score of the best checkpoint
///     samples/000000200/name.png  index masks of the fixed validation pictures
///     trainer.log                 what the trainer printed, when the studio started it
inline constexpr const char* kRunConfigName = "config.json";
inline constexpr const char* kRunSplitName = "split.json";
inline constexpr const char* kRunLockName = "run.lock";
inline constexpr const char* kRunEventsName = "events.jsonl";
inline constexpr const char* kRunControlName = "control";
inline constexpr const char* kRunCheckpointsName = "checkpoints";
inline constexpr const char* kRunBestName = "best.json";
inline constexpr const char* kRunSamplesName = "samples";
inline constexpr const char* kRunLogName = "trainer.log";

/// Who trains in a folder.
struct RunHolder {
  std::int64_t pid = 0;
  std::string host;
  std::string session;       ///< random id of this start of the trainer
  std::int64_t started = 0;  ///< unix seconds
  friend bool operator==(const RunHolder&, const RunHolder&) = default;
};

/// The right to train in a folder; released at destruction and by the system when the process dies.
class RunLock {
 public:
  /// Errors: runBusy (args path, holder), and those of the file system.
  static Result<RunLock> take(const std::filesystem::path& run);
  RunLock(RunLock&&) noexcept;
  RunLock& operator=(RunLock&&) noexcept;
  ~RunLock();
  /// This process, as others see it.
  const RunHolder& holder() const { return holder_; }

 private:
  RunLock(int descriptor, RunHolder holder) : descriptor_(descriptor), holder_(std::move(holder)) {}
  int descriptor_ = -1;
  RunHolder holder_;
};
/// The living trainer of a folder, if there is one; a lock left by a dead process is none. Asks without locking.
std::optional<RunHolder> runHolder(const std::filesystem::path& run);

/// What is asked of a trainer through its folder.
enum class RunRequest { pause, save, stop };
Result<void> requestRun(const std::filesystem::path& run, RunRequest request);
Result<void> withdrawRequest(const std::filesystem::path& run, RunRequest request);
bool requested(const std::filesystem::path& run, RunRequest request);

/// A complete checkpoint directory.
struct RunCheckpoint {
  std::filesystem::path path;
  std::int64_t iteration = 0;
};
/// One file of a checkpoint to be written.
struct CheckpointFile {
  std::string name;  ///< without folder
  Bytes bytes;
};
/// Files go to `step-N.tmp`, are made durable, and the directory is renamed; a checkpoint of the same iteration is
/// replaced in one step.
/// Errors: diskFull, writeFailed, permissionDenied; earlier checkpoints are untouched and no `.tmp` stays.
Result<RunCheckpoint> writeCheckpoint(const std::filesystem::path& run, std::int64_t iteration,
                                      const std::vector<CheckpointFile>& files);
/// Checkpoints whose DONE names every file with its right size (and, with `verify`, its right hash), oldest first.
std::vector<RunCheckpoint> listCheckpoints(const std::filesystem::path& run, bool verify = false);
/// The newest one that verifies; found by scanning, no file names it.
std::optional<RunCheckpoint> newestCheckpoint(const std::filesystem::path& run);
/// Removes all but the newest `keep_last` and `best`; also what interrupted writes left.
/// Folders that are no whole checkpoint of a known version stay.
void pruneCheckpoints(const std::filesystem::path& run, int keep_last, std::int64_t best);

/// The checkpoint that scored best.
struct RunBest {
  std::int64_t iteration = 0;
  double mIoU = 0;  ///< per cent
  friend bool operator==(const RunBest&, const RunBest&) = default;
};
/// Nothing when there is none yet or the file is damaged.
std::optional<RunBest> readBest(const std::filesystem::path& run);
/// Errors: those of writeFile.
Result<void> writeBest(const std::filesystem::path& run, const RunBest& best);

}  // namespace ssa
