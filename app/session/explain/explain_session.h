#pragma once

#include <QObject>
#include <QString>

#include <array>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "app/session/explain/linked_selection.h"
#include "app/session/jobs/job_queue.h"
#include "app/session/view_kind.h"
#include "engine/api/image_trace.h"
#include "engine/api/model.h"
#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/label_set.h"

namespace ssa {

class ExplainSet;
class PatchHistory;
class Session;

/// What is explained: the open picture, its truth, and the models of the two slots. Immutable once handed out.
struct ExplainSubject {
  quint64 number = 0;  ///< another for every change of picture, truth or model
  QString path;        ///< empty for a pasted picture
  QString title;
  std::shared_ptr<const Image8> image;                      ///< null: no picture is open
  std::shared_ptr<const LabelMap> truth;                    ///< picture size; null without
  std::array<std::shared_ptr<const Model>, kSlots> models;  ///< null: the slot is empty
  LabelSet labels;

  bool isEmpty() const { return !image; }
  const std::shared_ptr<const Model>& model(Slot slot) const { return models[static_cast<std::size_t>(slot)]; }
  /// The model has the SSA classifier.
  bool isAdaptive(Slot slot) const;
  QString className(int id) const;  ///< `class 7` where the table ends
};

/// How far the trace of a slot is.
enum class TraceState { none, running, ready, failed };

/// The state behind the page Explain: which picture and models are looked at, their traces, the jobs of the instruments
/// and what is selected. Lives on the UI thread; all methods return at once.
class ExplainSession : public QObject {
  Q_OBJECT

 public:
  explicit ExplainSession(Session& session, QObject* parent = nullptr);
  ~ExplainSession() override;

  Session& session() { return session_; }
  const ExplainSubject& subject() const { return *subject_; }
  /// The same for a job: it stays while the job runs, whatever is opened meanwhile.
  std::shared_ptr<const ExplainSubject> subjectPtr() const { return subject_; }
  LinkedSelection& selection() { return *selection_; }
  /// What is looked at beside the picture, for all instruments alike.
  ExplainSet& set() { return *set_; }
  /// The change of the prototypes that is tried out on the picture; gone with picture, truth or model.
  PatchHistory& patches() { return *patches_; }

  /// Nothing is computed while the page is not looked at.
  void setActive(bool active);
  bool isActive() const { return active_; }

  /// The trace of the picture by the model of a slot, from one forward at the picture's own size; null until it is there.
  std::shared_ptr<const ImageTrace> trace(Slot slot) const { return traces_[static_cast<std::size_t>(slot)].value.trace; }
  /// Masks of the traces at picture size, and the truth; null where there is none (yet).
  std::shared_ptr<const LabelMap> mask(ViewKind view) const;
  TraceState traceState(Slot slot) const { return traces_[static_cast<std::size_t>(slot)].state; }
  const Error& traceError(Slot slot) const { return traces_[static_cast<std::size_t>(slot)].error; }
  void retryTraces();  ///< those that failed

  /// Runs `work` off the UI thread. `what` is read in the list of jobs; a newer job with the same `key` replaces the older.
  /// The job is stopped and its result dropped when the subject becomes another; `done` runs on the UI thread while
  /// `context` lives. What uses a model runs in the lane `gpu`, everything else in `io`.
  template <class T>
  quint64 run(const QString& key, const QString& what, Lane lane, std::function<Result<T>(StopToken, ProgressSink&)> work,
              QObject* context, std::function<void(Result<T>)> done) {
    const quint64 number = subject_->number;
    const quint64 id = session_jobs().post<T>(specOf(key, what, lane), std::move(work), context,
                                              [this, number, done = std::move(done)](Result<T> made) {
                                                if (number == subject_->number) done(std::move(made));
                                              });
    jobsOfSubject_.push_back(id);
    return id;
  }
  void stop(quint64 job) { session_jobs().stop(job); }
  /// Progress of a job, 0..1; negative while unknown.
  double fraction(quint64 job);

 Q_SIGNALS:
  void subjectChanged();  ///< another picture, truth or model; of another picture the selection is gone too
  void traceChanged(ssa::Slot slot);
  void labelsChanged();  ///< names, colours or visibility
  void activeChanged();
  /// Something the user must read.
  void failed(const ssa::Error& error, const QString& subject);

 private:
  /// A trace and its masks at picture size.
  struct Traced {
    std::shared_ptr<const ImageTrace> trace;
    std::shared_ptr<const LabelMap> refined;
    std::shared_ptr<const LabelMap> coarse;  ///< null of a plain model
  };
  struct SlotTrace {
    TraceState state = TraceState::none;
    Traced value;
    Error error;
    quint64 job = 0;
  };
  struct CachedTrace {
    std::shared_ptr<const Image8> image;
    std::shared_ptr<const Model> model;
    Traced traced;
  };
  JobQueue& session_jobs();
  static JobSpec specOf(const QString& key, const QString& what, Lane lane);
  void refreshSubject();
  void startTraces();
  void startTrace(Slot slot);
  void jobStopped(quint64 id);

  Session& session_;
  LinkedSelection* selection_;
  ExplainSet* set_;
  PatchHistory* patches_;
  std::shared_ptr<const ExplainSubject> subject_;
  std::array<SlotTrace, kSlots> traces_;
  std::vector<CachedTrace> cache_;  ///< newest first
  std::vector<quint64> jobsOfSubject_;
  bool active_ = false;
};

}  // namespace ssa
