#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>

#include "app/session/training/run_snapshot.h"
#include "app/session/training/run_story.h"
#include "app/session/training/trainer_log.h"
#include "app/session/training/trainer_process.h"

namespace ssa {

/// Looks at one run folder again and again and says what it shows. Reads files: for a thread of its own.
class RunFollower {
 public:
  explicit RunFollower(const std::filesystem::path& run);
  /// A trainer was started here by this process: until it speaks the run is `starting`, and its exit code is known.
  void launched(pid_t child);
  /// A new snapshot, or null when nothing has changed since the last one.
  RunSnapshotPtr poll();

 private:
  TrainerState stateFor(const std::optional<RunHolder>& holder) const;
  Error whyItDied() const;
  RunSnapshotPtr made(const std::optional<RunHolder>& holder) const;

  RunEventReader reader_;
  RunStory story_;
  TrainerLog log_;
  QString name_;
  pid_t child_ = -1;  ///< ours, not yet waited for
  std::optional<ProcessEnd> childEnd_;
  std::int64_t wordsAtLaunch_ = -1;  ///< story_.words() when a child of ours started; -1: none did
  RunSnapshotPtr last_;
};

/// What a run folder shows right now, read from its start: for the registry and for runs nobody follows.
RunSnapshotPtr readRun(const std::filesystem::path& run);

}  // namespace ssa
