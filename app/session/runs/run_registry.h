#pragma once

#include <QObject>
#include <QString>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/session/training/run_snapshot.h"
#include "engine/core/error.h"
#include "engine/core/result.h"
#include "engine/runs/run_folder.h"

namespace ssa {

/// One line of the runs pane.
struct RunRecord {
  std::filesystem::path folder;  ///< where it lies, or lay before it was deleted; names the run
  QString name;
  std::int64_t created = 0;  ///< unix seconds
  std::string configJson;    ///< config.json as it is, may be of a newer version
  std::string dataSha256;    ///< empty until the trainer has hashed the data
  QString dataPath;
  QString model;        ///< `seaformer_b`, with `+SSA` for that classifier
  QString startedFrom;  ///< `weights` of the configuration
  TrainerState state = TrainerState::idle;
  std::optional<double> best_mIoU;  ///< per cent
  std::int64_t bestIteration = 0;
  std::int64_t iteration = 0;   ///< steps done
  std::int64_t iterations = 0;  ///< planned
  bool deleted = false;         ///< lies in the trash
  friend bool operator==(const RunRecord&, const RunRecord&) = default;
};

/// A parameter in which two runs differ; a side that lacks it is empty. Values as JSON.
struct ParameterDifference {
  std::string path;  ///< dotted, `optimizer.lr`
  std::string left;
  std::string right;
  friend bool operator==(const ParameterDifference&, const ParameterDifference&) = default;
};
/// In the order of the paths. Texts that are no JSON count as empty configurations.
std::vector<ParameterDifference> parameterDifferences(std::string_view leftConfigJson, std::string_view rightConfigJson);

/// Which data made which runs made which checkpoints.
struct DataLineage {
  struct Run {
    RunRecord record;
    std::vector<RunCheckpoint> checkpoints;  ///< oldest first
    std::filesystem::path parent;            ///< the known run whose checkpoint it started from; else empty
  };
  std::string dataSha256;
  std::vector<Run> runs;  ///< oldest first
};

/// How opening the index went.
enum class IndexState {
  sound,
  rebuilt,     ///< the file was damaged: made again from the folders, the old one kept as `runs.sqlite.damaged`
  memoryOnly,  ///< the folder cannot be written: runs are listed, their index is not stored
};

/// The runs of this user: one SQLite file in the folder of runs, made again from the folders when it is lost or
/// damaged. The run folders are the truth, the file is their index. All methods on the UI thread.
class RunRegistry : public QObject {
  Q_OBJECT

 public:
  /// Opens or makes `runsRoot/runs.sqlite` and brings it up to date with the folders.
  explicit RunRegistry(std::filesystem::path runsRoot, QObject* parent = nullptr);
  ~RunRegistry() override;

  const std::filesystem::path& runsRoot() const;
  IndexState indexState() const;

  /// Newest first.
  std::vector<RunRecord> runs() const;
  std::vector<RunRecord> deletedRuns() const;
  std::optional<RunRecord> run(const std::filesystem::path& folder) const;

  /// Reads a run folder, wherever it lies, and adds it or brings its line up to date. Errors: fileNotFound (no run
  /// there), permissionDenied, readFailed.
  Result<RunRecord> add(const std::filesystem::path& folder);
  /// Adds every run folder directly below `folder` (the root as well as any other place); returns how many runs it
  /// found. Lines whose folder has gone are removed when `folder` was where it lay.
  int scan(const std::filesystem::path& folder);
  /// Takes over what a followed run shows; cheap. `changed` comes for the step count alone every few seconds only.
  void update(const RunSnapshot& snapshot);

  std::vector<DataLineage> lineage() const;

  /// Moves the folder to the trash beside it (`.trash`); `restore` is the undo, also after a restart.
  /// Errors: runBusy (a trainer holds it), fileNotFound, permissionDenied, writeFailed.
  Result<void> remove(const std::filesystem::path& folder);
  /// Of several of that name the one deleted last. Errors: fileNotFound (not in the trash), writeFailed (something
  /// else lies there now).
  Result<void> restore(const std::filesystem::path& folder);
  /// Bytes that the trash holds.
  std::uint64_t trashBytes() const;
  /// Deletes the trash for good. Errors: of the first folder that resisted; the others are gone.
  Result<void> emptyTrash();

 Q_SIGNALS:
  void changed();

 private:
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa
