#include "app/session/jobs/job_queue.h"

#include <QThread>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

namespace ssa {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array<int, 3> kThreads{1, 2, 1};  // interactive, io, gpu
constexpr std::size_t kEndedKept = 50;
constexpr auto kProgressInterval = std::chrono::milliseconds(50);

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

using Work = std::function<Result<void>(StopToken, ProgressSink&)>;

/// The work's result; whatever it throws becomes an Error.
Result<void> guarded(const Work& work, StopToken stop, ProgressSink& progress) {
  try {
    return work(stop, progress);
  } catch (const ContractViolation& fault) {
    return Error(ErrorCode::contract, {{"reason", fault.what()}});
  } catch (const std::bad_alloc&) {
    return Error(ErrorCode::outOfMemory);
  } catch (const std::exception& fault) {
    return Error(ErrorCode::internal, {{"reason", fault.what()}});
  } catch (...) {
    return Error(ErrorCode::internal);
  }
}

}  // namespace

struct JobQueue::Private {
  struct Job {
    JobInfo info;
    Lane lane = Lane::io;
    QString key;
    int priority = 0;
    Work work;
    QPointer<QObject> context;  // read on the queue's thread only
    std::function<void(const Result<void>&)> deliver;
    StopSource stop;
    Clock::time_point started;
    Clock::time_point lastNotice;
    Result<void> outcome;
  };
  using JobPtr = std::shared_ptr<Job>;

  JobQueue* q = nullptr;
  bool synchronous = false;
  mutable std::mutex mutex;
  std::array<std::condition_variable, 3> wake;
  bool quitting = false;
  quint64 lastId = 0;
  std::vector<JobPtr> live;      // queued, running or waiting for delivery, in order of posting
  std::vector<JobPtr> ended;     // worked, to be delivered
  std::deque<JobInfo> kept;      // newest first
  std::vector<quint64> notices;  // jobs whose state or progress changed
  std::vector<quint64> dropped;  // stopped before or while running
  bool drainPosted = false;
  std::vector<std::jthread> threads;

  struct Sink final : ProgressSink {
    Sink(Private& d_, Job& job_) : d(d_), job(job_) {}
    void report(double fraction, std::string_view stage) override {
      const std::scoped_lock lock(d.mutex);
      job.info.fraction = fraction;
      job.info.stage = QString::fromUtf8(stage.data(), static_cast<qsizetype>(stage.size()));
      const auto now = Clock::now();
      if (now - job.lastNotice < kProgressInterval) return;
      job.lastNotice = now;
      d.noticeLocked(job);
    }
    Private& d;
    Job& job;
  };

  void noticeLocked(const Job& job) {
    if (!job.info.listed) return;
    if (std::find(notices.begin(), notices.end(), job.info.id) == notices.end()) notices.push_back(job.info.id);
    postDrainLocked();
  }

  void postDrainLocked() {
    if (drainPosted || quitting) return;
    drainPosted = true;
    QMetaObject::invokeMethod(
        q, [this] { drain(); }, Qt::QueuedConnection);
  }

  /// Takes a job out of `live` and keeps its last state for the pane.
  void retireLocked(const JobPtr& job, JobState state) {
    job->info.state = state;
    std::erase(live, job);
    if (!job->info.listed) return;
    kept.push_front(job->info);
    if (kept.size() > kEndedKept) kept.pop_back();
    noticeLocked(*job);
  }

  void stopLocked(const JobPtr& job) {
    if (job->stop.stop_requested()) return;
    job->stop.request_stop();
    if (job->info.state == JobState::running) return;  // ends by itself, at its next look at the token
    retireLocked(job, JobState::stopped);
    dropped.push_back(job->info.id);
    postDrainLocked();
  }

  JobPtr takeLocked(Lane lane) {
    JobPtr best;
    for (const JobPtr& job : live)
      if (job->lane == lane && job->info.state == JobState::queued && (!best || job->priority > best->priority)) best = job;
    if (best) {
      best->info.state = JobState::running;
      best->started = best->lastNotice = Clock::now();
      noticeLocked(*best);
    }
    return best;
  }

  /// Does the work of a job taken from the queue and hands its outcome to the queue's thread.
  void perform(const JobPtr& job) {
    Sink sink(*this, *job);
    Result<void> outcome = guarded(job->work, job->stop.get_token(), sink);
    Work finished;  // what the work captured is freed outside the lock
    const std::scoped_lock lock(mutex);
    finished.swap(job->work);
    job->info.seconds = secondsSince(job->started);
    if (job->stop.stop_requested()) {
      retireLocked(job, JobState::stopped);
      dropped.push_back(job->info.id);
    } else {
      job->info.state = outcome ? JobState::finished : JobState::failed;
      if (!outcome) job->info.error = outcome.error();
      job->outcome = std::move(outcome);
      ended.push_back(job);
    }
    postDrainLocked();
  }

  void serve(Lane lane) {
    auto& condition = wake[static_cast<std::size_t>(lane)];
    for (;;) {
      JobPtr job;
      {
        std::unique_lock lock(mutex);
        condition.wait(lock, [&] { return quitting || (job = takeLocked(lane)); });
        if (quitting) return;
      }
      perform(job);
    }
  }

  /// On the queue's thread: delivers what has ended, then tells of every change.
  void drain() {
    std::vector<JobPtr> arrived;
    {
      const std::scoped_lock lock(mutex);
      drainPosted = false;
      arrived.swap(ended);
    }
    for (const JobPtr& job : arrived) {
      bool wanted = false;
      {
        const std::scoped_lock lock(mutex);
        if (std::find(live.begin(), live.end(), job) == live.end()) continue;  // stopped since
        wanted = job->context != nullptr;
        retireLocked(job, wanted ? job->info.state : JobState::stopped);
        if (!wanted) dropped.push_back(job->info.id);
      }
      if (wanted) job->deliver(job->outcome);
    }
    std::vector<quint64> changed, gone;
    bool isIdle = false;
    {
      const std::scoped_lock lock(mutex);
      changed.swap(notices);
      gone.swap(dropped);
      isIdle = live.empty();
    }
    for (const quint64 id : gone) Q_EMIT q->jobStopped(id);
    for (const quint64 id : changed) Q_EMIT q->jobChanged(id);
    if (isIdle && (!arrived.empty() || !gone.empty())) Q_EMIT q->idleReached();
  }

  JobInfo snapshotLocked(const Job& job) const {
    JobInfo info = job.info;
    if (info.state == JobState::running) info.seconds = secondsSince(job.started);
    return info;
  }
};

JobQueue::JobQueue(bool synchronous, QObject* parent) : QObject(parent), d_(std::make_unique<Private>()) {
  d_->q = this;
  d_->synchronous = synchronous;
  if (synchronous) return;
  for (std::size_t lane = 0; lane < kThreads.size(); ++lane)
    for (int i = 0; i < kThreads[lane]; ++i)
      d_->threads.emplace_back([d = d_.get(), lane] { d->serve(static_cast<Lane>(lane)); });
}

JobQueue::~JobQueue() {
  {
    const std::scoped_lock lock(d_->mutex);
    d_->quitting = true;
    for (const Private::JobPtr& job : d_->live) job->stop.request_stop();
  }
  for (auto& condition : d_->wake) condition.notify_all();
  d_->threads.clear();  // joins
}

quint64 JobQueue::postErased(const JobSpec& spec, Work work, QObject* context, std::function<void(const Result<void>&)> deliver) {
  Q_ASSERT(QThread::currentThread() == thread() && context && context->thread() == thread());
  auto job = std::make_shared<Private::Job>();
  job->info.kind = spec.kind;
  job->info.subject = spec.subject;
  job->info.listed = spec.listed;
  job->lane = spec.lane;
  job->key = spec.key;
  job->priority = spec.priority;
  job->work = std::move(work);
  job->context = context;
  job->deliver = std::move(deliver);
  {
    const std::scoped_lock lock(d_->mutex);
    job->info.id = ++d_->lastId;
    if (!spec.key.isEmpty())
      for (const Private::JobPtr& older : std::vector<Private::JobPtr>(d_->live))
        if (older->key == spec.key) d_->stopLocked(older);
    d_->live.push_back(job);
    d_->noticeLocked(*job);
    if (d_->synchronous) {
      job->info.state = JobState::running;
      job->started = Clock::now();
    }
  }
  if (d_->synchronous) {
    d_->perform(job);
    d_->drain();
  } else {
    d_->wake[static_cast<std::size_t>(spec.lane)].notify_one();
  }
  return job->info.id;
}

void JobQueue::stop(quint64 id) {
  const std::scoped_lock lock(d_->mutex);
  for (const Private::JobPtr& job : std::vector<Private::JobPtr>(d_->live))
    if (job->info.id == id) d_->stopLocked(job);
}

void JobQueue::stopKey(const QString& key) {
  const std::scoped_lock lock(d_->mutex);
  for (const Private::JobPtr& job : std::vector<Private::JobPtr>(d_->live))
    if (job->key == key) d_->stopLocked(job);
}

void JobQueue::stopAll() {
  const std::scoped_lock lock(d_->mutex);
  for (const Private::JobPtr& job : std::vector<Private::JobPtr>(d_->live)) d_->stopLocked(job);
}

void JobQueue::raise(quint64 id, int priority) {
  const std::scoped_lock lock(d_->mutex);
  for (const Private::JobPtr& job : d_->live) {
    if (job->info.id != id) continue;
    job->priority = std::max(job->priority, priority);
    job->info.listed = true;
    d_->noticeLocked(*job);
  }
}

std::vector<JobInfo> JobQueue::jobs() const {
  const std::scoped_lock lock(d_->mutex);
  std::vector<JobInfo> all;
  for (auto job = d_->live.rbegin(); job != d_->live.rend(); ++job)
    if ((*job)->info.listed) all.push_back(d_->snapshotLocked(**job));
  all.insert(all.end(), d_->kept.begin(), d_->kept.end());
  return all;
}

std::optional<JobInfo> JobQueue::job(quint64 id) const {
  const std::scoped_lock lock(d_->mutex);
  for (const Private::JobPtr& job : d_->live)
    if (job->info.id == id) return d_->snapshotLocked(*job);
  for (const JobInfo& info : d_->kept)
    if (info.id == id) return info;
  return std::nullopt;
}

int JobQueue::activeCount() const {
  const std::scoped_lock lock(d_->mutex);
  return static_cast<int>(std::count_if(d_->live.begin(), d_->live.end(), [](const Private::JobPtr& job) {
    return job->info.listed && (job->info.state == JobState::queued || job->info.state == JobState::running);
  }));
}

bool JobQueue::idle() const {
  const std::scoped_lock lock(d_->mutex);
  return d_->live.empty();
}

}  // namespace ssa

#include "moc_job_queue.cpp"
