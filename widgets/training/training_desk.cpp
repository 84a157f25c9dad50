#include "widgets/training/training_desk.h"

#include <QStandardPaths>

#include "app/session/qt_convert.h"
#include "engine/core/safe_file.h"
#include "engine/runs/run_folder.h"

namespace ssa {
namespace {

std::filesystem::path rootOf(const TrainingPlaces& places) {
  if (!places.runsRoot.empty()) return places.runsRoot;
  return toPath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)) / "ssa-studio" / "runs";
}

}  // namespace

TrainingDesk::TrainingDesk(const TrainingPlaces& places, QObject* parent)
    : QObject(parent),
      training_(new TrainingSession({.runsRoot = rootOf(places), .program = places.program}, this)),
      preflight_(new Preflight(training_->program(), this)) {
  connect(training_, &TrainingSession::runFollowed, this, &TrainingDesk::takeOver);
  connect(training_, &TrainingSession::runChanged, this, &TrainingDesk::takeOver);
  connect(training_, &TrainingSession::runEnded, this, &TrainingDesk::takeOver);
}

RunRegistry& TrainingDesk::registry() {
  if (!registry_) registry_ = new RunRegistry(training_->runsRoot(), this);
  return *registry_;
}

std::optional<TrainConfig> TrainingDesk::config(const std::filesystem::path& run) {
  const QString key = fromPath(run);
  if (const auto known = configs_.constFind(key); known != configs_.constEnd()) return *known;
  const std::optional<RunRecord> record = registry().run(run);
  if (!record) return {};
  std::optional<TrainConfig> config;
  if (auto read = TrainConfig::fromJson(record->configJson, (run / kRunConfigName).string())) config = std::move(*read);
  configs_.insert(key, config);
  return config;
}

void TrainingDesk::takeOver(const QString& run) {
  if (const RunSnapshotPtr snapshot = training_->snapshot(toPath(run)); snapshot && registry_) {
    if (!registry_->run(snapshot->folder)) (void)registry_->add(snapshot->folder);
    registry_->update(*snapshot);
  }
  Q_EMIT livingChanged();
}

}  // namespace ssa

#include "moc_training_desk.cpp"
