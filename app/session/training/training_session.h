#pragma once

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <vector>

#include "app/session/training/run_snapshot.h"
#include "engine/core/result.h"
#include "engine/runs/train_config.h"

namespace ssa {

/// Starts trainers as processes of their own and follows every run it is told of, several at once.
///
/// A trainer outlives this object, the window and the session that started it. Nothing here knows a state that the
/// run folder does not show: commands only leave requests there, and `runChanged` comes when the process has
/// answered. Files are read on a thread of this object; all methods return at once and belong to the UI thread.
/// Runs are named by their folder; signals give it as fromPath (app/session/qt_convert.h) would.
class TrainingSession : public QObject {
  Q_OBJECT

 public:
  struct Config {
    std::filesystem::path runsRoot;  ///< new runs become folders in it; created when needed
    std::filesystem::path program;   ///< `ssaseg`; empty: beside this executable
    int poll_ms = 200;
  };
  explicit TrainingSession(Config config, QObject* parent = nullptr);
  ~TrainingSession() override;  ///< stops following; trainers go on

  const std::filesystem::path& runsRoot() const;
  const std::filesystem::path& program() const;

  /// Makes `runsRoot/<folderName>` (empty: from the configuration's name, numbered when taken), writes `config.json`
  /// and starts `ssaseg train <folder>/config.json --run <folder>` detached, its output in `trainer.log`. The run is
  /// followed from then on. Errors: badOption (name: with a separator, or of a folder that is no empty run),
  /// runBusy, fileNotFound (program), permissionDenied, diskFull, writeFailed.
  Result<std::filesystem::path> start(const TrainConfig& config, const QString& folderName = {});
  /// Starts the trainer of an ended run again at its newest whole checkpoint (`--resume`); `overrides` are
  /// `--set key=value` pairs such as `device=cpu`. Errors: runBusy (it lives), fileNotFound, writeFailed.
  Result<void> resumeRun(const std::filesystem::path& run, const std::vector<std::string>& overrides = {});

  // Requests to a living trainer. Errors: fileNotFound (no such run folder), permissionDenied, diskFull, writeFailed.
  Result<void> pause(const std::filesystem::path& run);
  Result<void> unpause(const std::filesystem::path& run);
  Result<void> saveNow(const std::filesystem::path& run);
  /// Saves a checkpoint and ends.
  Result<void> stop(const std::filesystem::path& run);

  /// Follows an existing run folder, living or ended: its snapshot comes by `runChanged`.
  void follow(const std::filesystem::path& run);
  void unfollow(const std::filesystem::path& run);
  /// Follows the runs below `runsRoot` whose trainers live: what a studio does when it starts. Asynchronous.
  void attachToLiving();

  /// Newest snapshot of a followed run; null before its first one.
  RunSnapshotPtr snapshot(const std::filesystem::path& run) const;
  /// Of all followed runs that have one, in the order they were followed.
  std::vector<RunSnapshotPtr> snapshots() const;
  int livingCount() const;

 Q_SIGNALS:
  void runFollowed(const QString& run);  ///< new among snapshots()
  void runChanged(const QString& run);   ///< snapshot(run) is a newer one; at most once per poll
  void runEnded(const QString& run);     ///< it lived and does not any more; after runChanged
  void runUnfollowed(const QString& run);

 private:
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa
