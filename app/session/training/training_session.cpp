#include "app/session/training/training_session.h"

#include <QCoreApplication>
#include <QMetaObject>

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include "app/session/qt_convert.h"
#include "app/session/training/run_watcher.h"
#include "app/session/training/trainer_process.h"
#include "engine/core/safe_file.h"
#include "engine/runs/run_folder.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr int kMostNumbers = 10'000;

/// A folder name for a run's name: what file systems and shells take without quotes.
std::string folderNameFor(const std::string& name) {
  QString made;
  for (const QChar c : QString::fromStdString(name).simplified())
    made +=
        c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_') || c == QLatin1Char('.') ? c : QLatin1Char('-');
  while (made.startsWith(QLatin1Char('.')) || made.startsWith(QLatin1Char('-'))) made.remove(0, 1);
  made.truncate(80);
  return made.isEmpty() ? "run" : made.toStdString();
}

Error nameTaken(const std::string& name, const char* expected) {
  return {ErrorCode::badOption, {{"option", "name"}, {"value", name}, {"expected", expected}}};
}

/// Makes the folder of a new run; only one of several who try gets it.
Result<fs::path> newFolder(const fs::path& root, const std::string& wanted, const std::string& name) {
  std::error_code fault;
  fs::create_directories(root, fault);
  if (fault) return errorFromErrno(fault.value(), root, true);
  const std::string stem = wanted.empty() ? folderNameFor(name) : wanted;
  for (int number = 1; number < kMostNumbers; ++number) {
    const fs::path folder = root / (number == 1 ? stem : stem + "-" + std::to_string(number));
    if (fs::create_directory(folder, fault)) return folder;
    if (fault) return errorFromErrno(fault.value(), folder, true);
    if (!wanted.empty()) {
      if (const auto holder = runHolder(folder))
        return Error(ErrorCode::runBusy,
                     {{"path", folder.string()}, {"holder", std::to_string(holder->pid) + "@" + holder->host}});
      return nameTaken(wanted, "a new name");
    }
  }
  return nameTaken(stem, "a new name");
}

}  // namespace

struct TrainingSession::Private {
  Config config;
  std::vector<fs::path> order;  ///< followed, oldest first
  std::map<fs::path, RunSnapshotPtr> snapshots;
  std::unique_ptr<RunWatcher> watcher;

  bool isFollowed(const fs::path& run) const { return std::find(order.begin(), order.end(), run) != order.end(); }
};

TrainingSession::TrainingSession(Config config, QObject* parent) : QObject(parent), d_(std::make_unique<Private>()) {
  d_->config = std::move(config);
  d_->config.runsRoot = runPath(d_->config.runsRoot);
  if (d_->config.program.empty()) d_->config.program = toPath(QCoreApplication::applicationDirPath()) / "ssaseg";
  const auto changed = [this](const RunSnapshotPtr& snapshot) {
    if (!d_->isFollowed(snapshot->folder)) return;
    RunSnapshotPtr& known = d_->snapshots[snapshot->folder];
    const bool first = !known;
    const bool ended = known && isLiving(known->state) && !isLiving(snapshot->state);
    known = snapshot;
    const QString run = fromPath(snapshot->folder);
    if (first) Q_EMIT runFollowed(run);
    Q_EMIT runChanged(run);
    if (ended) Q_EMIT runEnded(run);
  };
  // Events posted to an object that is gone are dropped.
  d_->watcher = std::make_unique<RunWatcher>(
      d_->config.poll_ms, RunWatcher::Told{[this, changed](RunSnapshotPtr snapshot) {
                                             QMetaObject::invokeMethod(
                                                 this, [changed, snapshot] { changed(snapshot); }, Qt::QueuedConnection);
                                           },
                                           [this](const fs::path& run) {
                                             QMetaObject::invokeMethod(
                                                 this, [this, run] { follow(run); }, Qt::QueuedConnection);
                                           }});
}

TrainingSession::~TrainingSession() { d_->watcher.reset(); }

const fs::path& TrainingSession::runsRoot() const { return d_->config.runsRoot; }
const fs::path& TrainingSession::program() const { return d_->config.program; }

Result<fs::path> TrainingSession::start(const TrainConfig& config, const QString& folderName) {
  const fs::path wanted = toPath(folderName);
  if (wanted.has_parent_path() || wanted == "." || wanted == "..") return nameTaken(wanted.string(), "a name without /");
  auto folder = newFolder(d_->config.runsRoot, wanted.string(), config.name);
  if (!folder) return folder.error();
  Result<void> ready = writeFile(*folder / kRunConfigName, config.toJson());
  if (ready) {
    const auto child = startDetached(
        d_->config.program, {"train", (*folder / kRunConfigName).string(), "--run", folder->string()}, *folder / kRunLogName);
    if (child) {
      follow(*folder);
      d_->watcher->launched(*folder, *child);
      return folder;
    }
    ready = child.error();
  }
  std::error_code ignored;
  fs::remove_all(*folder, ignored);
  return ready.error();
}

Result<void> TrainingSession::resumeRun(const fs::path& folder, const std::vector<std::string>& overrides) {
  const fs::path run = runPath(folder);
  if (const auto holder = runHolder(run))
    return Error(ErrorCode::runBusy, {{"path", run.string()}, {"holder", std::to_string(holder->pid) + "@" + holder->host}});
  if (const RunSnapshotPtr known = snapshot(run); known && known->state == TrainerState::starting)
    return Error(ErrorCode::runBusy, {{"path", run.string()}, {"holder", "?"}});
  std::error_code unknown;
  if (!fs::is_regular_file(run / kRunConfigName, unknown))
    return Error(ErrorCode::fileNotFound, {{"path", (run / kRunConfigName).string()}});
  // What was asked of the trainer before does not concern the next one.
  for (const RunRequest request : {RunRequest::pause, RunRequest::save, RunRequest::stop}) SSA_TRY(withdrawRequest(run, request));
  std::vector<std::string> arguments{"train", (run / kRunConfigName).string(), "--run", run.string(), "--resume"};
  for (const std::string& pair : overrides) {
    arguments.emplace_back("--set");
    arguments.push_back(pair);
  }
  const auto child = startDetached(d_->config.program, arguments, run / kRunLogName);
  if (!child) return child.error();
  follow(run);
  d_->watcher->launched(run, *child);
  return {};
}

Result<void> TrainingSession::pause(const fs::path& run) {
  SSA_TRY(requestRun(run, RunRequest::pause));
  d_->watcher->nudge();
  return {};
}
Result<void> TrainingSession::unpause(const fs::path& run) {
  SSA_TRY(withdrawRequest(run, RunRequest::pause));
  d_->watcher->nudge();
  return {};
}
Result<void> TrainingSession::saveNow(const fs::path& run) {
  SSA_TRY(requestRun(run, RunRequest::save));
  d_->watcher->nudge();
  return {};
}
Result<void> TrainingSession::stop(const fs::path& run) {
  SSA_TRY(requestRun(run, RunRequest::stop));
  d_->watcher->nudge();
  return {};
}

void TrainingSession::follow(const fs::path& folder) {
  const fs::path run = runPath(folder);
  if (d_->isFollowed(run)) return;
  d_->order.push_back(run);
  d_->watcher->follow(run);
}

void TrainingSession::unfollow(const fs::path& folder) {
  const fs::path run = runPath(folder);
  if (std::erase(d_->order, run) == 0) return;
  d_->snapshots.erase(run);
  d_->watcher->unfollow(run);
  Q_EMIT runUnfollowed(fromPath(run));
}

void TrainingSession::attachToLiving() { d_->watcher->attach(d_->config.runsRoot); }

RunSnapshotPtr TrainingSession::snapshot(const fs::path& run) const {
  const auto found = d_->snapshots.find(runPath(run));
  return found == d_->snapshots.end() ? nullptr : found->second;
}

std::vector<RunSnapshotPtr> TrainingSession::snapshots() const {
  std::vector<RunSnapshotPtr> found;
  for (const fs::path& run : d_->order)
    if (RunSnapshotPtr known = snapshot(run)) found.push_back(std::move(known));
  return found;
}

int TrainingSession::livingCount() const {
  return static_cast<int>(
      std::count_if(d_->snapshots.begin(), d_->snapshots.end(), [](const auto& entry) { return isLiving(entry.second->state); }));
}

}  // namespace ssa

#include "moc_training_session.cpp"
