#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"

namespace ssa {

/// Threads that work off the UI thread. `gpu` has one, so the model's device is never shared.
enum class Lane { interactive, io, gpu };

/// What a job does; the jobs pane makes a sentence of it and the subject.
enum class JobKind {
  openImage,
  listFolder,
  thumbnail,
  loadModel,
  importModel,
  predict,
  scores,
  difference,
  checkData,
  evaluate,
  trace,
  analyse,
  save
};

enum class JobState { queued, running, finished, failed, stopped };

/// A snapshot of one job.
struct JobInfo {
  quint64 id = 0;
  JobKind kind = JobKind::openImage;
  QString subject;  ///< file or model name
  JobState state = JobState::queued;
  double fraction = -1;  ///< 0..1, negative = unknown
  QString stage;         ///< stable identifier from ProgressSink
  double seconds = 0;    ///< since it started
  bool listed = true;    ///< false: too small for the pane (thumbnails)
  Error error;           ///< of a failed job
};

struct JobSpec {
  Lane lane = Lane::io;
  JobKind kind = JobKind::openImage;
  QString subject;
  QString key;       ///< a newer job with the same non-empty key stops and replaces the older
  int priority = 0;  ///< higher first; on screen 100, neighbours 50, batch 0
  bool listed = true;
};

/// Orders, runs and stops work on its own threads. Results arrive on the queue's own (UI) thread by queued
/// call, where `context` must live too, and are dropped when it is gone or the job was stopped or replaced.
/// An exception thrown by the work arrives as an Error like any other. No nested event loops.
class JobQueue : public QObject {
  Q_OBJECT

 public:
  /// `synchronous`: tests run each job inside post() on the caller's thread, and deliver at once.
  explicit JobQueue(bool synchronous = false, QObject* parent = nullptr);
  ~JobQueue() override;  ///< stops everything and waits

  template <class T>
  quint64 post(const JobSpec& spec, std::function<Result<T>(StopToken, ProgressSink&)> work, QObject* context,
               std::function<void(Result<T>)> done) {
    // The result crosses threads in a shared box, so that move-only values work.
    auto box = std::make_shared<std::unique_ptr<Result<T>>>();
    return postErased(
        spec,
        [work = std::move(work), box](StopToken stop, ProgressSink& progress) -> Result<void> {
          *box = std::make_unique<Result<T>>(work(stop, progress));
          if ((*box)->ok()) return {};
          return (*box)->error();
        },
        context,
        [done = std::move(done), box](const Result<void>& outcome) {
          if (*box)
            done(std::move(**box));
          else
            done(outcome.error());  // the work threw
        });
  }

  void stop(quint64 id);
  void stopKey(const QString& key);
  void stopAll();
  /// Moves a queued job forward (never back) and lists it in the pane; a running one is only listed.
  void raise(quint64 id, int priority);
  /// Listed jobs, newest first: the running and queued ones and the last few ended ones.
  std::vector<JobInfo> jobs() const;
  int activeCount() const;  ///< listed jobs that are queued or running
  bool idle() const;        ///< nothing queued, running or waiting for delivery in any lane
  /// Any job still known: live ones, and listed ones among the last 50 that ended.
  std::optional<JobInfo> job(quint64 id) const;

 Q_SIGNALS:
  void jobChanged(quint64 id);  ///< listed jobs only; progress at most 20 times a second
  void jobStopped(quint64 id);  ///< listed or not: its result will not come (stopped, replaced or context gone)
  void idleReached();

 private:
  quint64 postErased(const JobSpec& spec, std::function<Result<void>(StopToken, ProgressSink&)> work, QObject* context,
                     std::function<void(const Result<void>&)> deliver);
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa
