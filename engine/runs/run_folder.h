#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace ssa {

/// Names inside a run folder.
///
///     config.json                 TrainConfig
///     split.json                  names of train and val, seed, data hash
///     run.lock                    held (flock) by the trainer; holds RunHolder as JSON
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
};

/// The right to train in a folder; released at destruction and by the system when the process dies.
class RunLock {
 public:
  /// Errors: runBusy (args path, holder), and those of the file system.
  static Result<RunLock> take(const std::filesystem::path& run);
  RunLock(RunLock&&) noexcept;
  RunLock& operator=(RunLock&&) noexcept;
  ~RunLock();

 private:
  explicit RunLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};
/// The living trainer of a folder, if there is one. Takes no lock for longer than the question.
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
/// Writes a checkpoint: files go to `step-N.tmp`, are made durable, and the directory is renamed.
struct CheckpointFile {
  std::string name;
  std::vector<std::byte> bytes;
};
/// Errors: diskFull, writeFailed, permissionDenied; earlier checkpoints are untouched and no `.tmp` stays.
Result<RunCheckpoint> writeCheckpoint(const std::filesystem::path& run, std::int64_t iteration,
                                      const std::vector<CheckpointFile>& files);
/// Checkpoints whose DONE names every file with its right size (and, with `verify`, its right hash), oldest first.
std::vector<RunCheckpoint> listCheckpoints(const std::filesystem::path& run, bool verify = false);
/// The newest one that verifies; found by scanning, no file names it.
std::optional<RunCheckpoint> newestCheckpoint(const std::filesystem::path& run);
/// Removes all but the newest `keep_last` and `best`; also what interrupted writes left.
void pruneCheckpoints(const std::filesystem::path& run, int keep_last, std::int64_t best);

}  // namespace ssa
