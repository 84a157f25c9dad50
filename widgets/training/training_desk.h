#pragma once

#include <QHash>
#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <optional>

#include "app/session/runs/run_registry.h"
#include "app/session/training/preflight.h"
#include "app/session/training/training_session.h"

namespace ssa {

/// Where runs are kept and which program trains them.
struct TrainingPlaces {
  std::filesystem::path runsRoot;  ///< empty: the user's data folder
  std::filesystem::path program;   ///< empty: `ssaseg` beside this program
};

/// What the training page works with: the runs that are followed, their registry, and the question whether one may start.
/// Keeps the registry in step with what the followed runs show.
class TrainingDesk : public QObject {
  Q_OBJECT

 public:
  TrainingDesk(const TrainingPlaces& places, QObject* parent);

  TrainingSession& training() { return *training_; }
  Preflight& preflight() { return *preflight_; }
  /// Opened, and the folder of runs read, when it is first asked for.
  RunRegistry& registry();
  /// Configuration of a run, read once; nothing where it cannot be read.
  std::optional<TrainConfig> config(const std::filesystem::path& run);
  /// Follows the runs that go on, also those of an earlier session.
  void attach() { training_->attachToLiving(); }

 Q_SIGNALS:
  /// A living run got further or changed its state, or there are more or fewer of them.
  void livingChanged();

 private:
  void takeOver(const QString& run);

  TrainingSession* training_;
  Preflight* preflight_;
  RunRegistry* registry_ = nullptr;
  QHash<QString, std::optional<TrainConfig>> configs_;
};

}  // namespace ssa
