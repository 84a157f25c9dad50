#include "app/session/training/run_follower.h"

#include <limits.h>
#include <unistd.h>

#include "app/session/qt_convert.h"
#include "engine/core/safe_file.h"
#include "engine/runs/train_config.h"

namespace ssa {
namespace {

/// So that one poll of a flooded file ends.
constexpr int kMostReads = 8;

QString configuredName(const std::filesystem::path& run) {
  const auto bytes = readFile(run / kRunConfigName, 1 << 20);
  if (!bytes) return {};
  const auto config = TrainConfig::fromJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, kRunConfigName);
  return config ? QString::fromStdString(config->name) : QString();
}

bool isThisHost(const std::string& host) {
  char name[HOST_NAME_MAX + 1] = "";
  ::gethostname(name, sizeof name - 1);
  return host == name;
}

std::string lastLine(const QString& text) {
  const QString line = text.trimmed().section(QLatin1Char('\n'), -1).trimmed();
  return line.left(200).toStdString();
}

bool sameFace(const RunSnapshot& a, const RunSnapshot& b) {
  return a.state == b.state && a.suspended == b.suspended && a.holder == b.holder && a.pauseAsked == b.pauseAsked &&
         a.saveAsked == b.saveAsked && a.stopAsked == b.stopAsked;
}

}  // namespace

RunFollower::RunFollower(const std::filesystem::path& run)
    : reader_(run), story_(run), log_(run / kRunLogName), name_(configuredName(run)) {}

void RunFollower::launched(pid_t child) {
  child_ = child;
  childEnd_.reset();
  wordsAtLaunch_ = story_.words();
}

RunSnapshotPtr RunFollower::poll() {
  if (child_ > 0)
    if (auto end = endOf(child_)) {
      childEnd_ = end;
      child_ = -1;
    }
  // The lock before the events: whoever has let go of it has written its last word.
  const auto holder = runHolder(story_.told().folder);
  bool news = false;
  int reads = 0;
  do {
    const auto events = reader_.poll();
    if (!events) break;
    for (const RunEvent& event : *events) story_.add(event);
    news = news || !events->empty();
  } while (!reader_.caughtUp() && ++reads < kMostReads);
  if (story_.dropVanishedCheckpoints()) news = true;
  if (log_.poll()) news = true;

  RunSnapshotPtr now = made(holder);
  if (last_ && !news && sameFace(*now, *last_)) return nullptr;
  last_ = now;
  return now;
}

TrainerState RunFollower::stateFor(const std::optional<RunHolder>& holder) const {
  const auto& spoken = story_.lastState();
  if (holder) {
    const auto& start = story_.told().start;
    // It says `preparing` before it knows enough for a start event; any other state may be its dead predecessor's.
    const bool speaks =
        spoken && (*spoken == RunState::preparing || (start && (start->session.empty() || start->session == holder->session)));
    return speaks ? toTrainerState(*spoken) : TrainerState::starting;
  }
  if (child_ > 0) return TrainerState::starting;
  if (!reader_.caughtUp()) return last_ ? last_->state : TrainerState::starting;
  const bool childWasSilent = wordsAtLaunch_ >= 0 && story_.words() == wordsAtLaunch_;
  if (childWasSilent) return story_.lastError().code == ErrorCode::stopped ? TrainerState::died : TrainerState::failed;
  if (!spoken) return TrainerState::idle;
  const TrainerState state = toTrainerState(*spoken);
  return isLiving(state) ? TrainerState::died : state;
}

Error RunFollower::whyItDied() const {
  std::string reason = childEnd_ ? childEnd_->text() : "";
  if (const std::string line = lastLine(log_.tail()); !line.empty()) reason += (reason.empty() ? "" : "; ") + line;
  return {ErrorCode::trainerDied, {{"path", story_.told().folder.string()}, {"reason", reason}}};
}

RunSnapshotPtr RunFollower::made(const std::optional<RunHolder>& holder) const {
  auto now = std::make_shared<RunSnapshot>(story_.told());
  const std::filesystem::path& run = now->folder;
  if (!name_.isEmpty()) now->name = name_;
  now->state = stateFor(holder);
  now->holder = holder;
  now->logTail = log_.tail();
  now->error = Error(ErrorCode::stopped);
  if (now->state == TrainerState::failed) now->error = story_.lastError();
  if (now->state == TrainerState::died) now->error = whyItDied();
  if (holder && holder->pid > 0 && isThisHost(holder->host)) now->suspended = isSuspended(static_cast<pid_t>(holder->pid));
  if (isLiving(now->state)) {
    now->pauseAsked = now->state != TrainerState::paused && requested(run, RunRequest::pause);
    now->saveAsked = requested(run, RunRequest::save);
    now->stopAsked = requested(run, RunRequest::stop);
  }
  return now;
}

RunSnapshotPtr readRun(const std::filesystem::path& run) {
  RunFollower follower(run);
  RunSnapshotPtr snapshot = follower.poll();
  // A long file takes several polls; one that grows all the while is cut off.
  for (int i = 0; i < 100; ++i) {
    RunSnapshotPtr next = follower.poll();
    if (!next) break;
    snapshot = std::move(next);
  }
  return snapshot;
}

}  // namespace ssa
