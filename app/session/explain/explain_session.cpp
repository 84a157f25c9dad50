#include "app/session/explain/explain_session.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

#include "app/session/document.h"
#include "app/session/explain/explain_set.h"
#include "app/session/explain/patch_history.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"

namespace ssa {
namespace {

constexpr std::size_t kCachedTraces = 4;  // two models on this picture and on the one before
constexpr int kTracePriority = 90;        // behind what the viewer waits for

}  // namespace

bool ExplainSubject::isAdaptive(Slot slot) const {
  return model(slot) && model(slot)->info().config.classifier == ClassifierKind::ssa;
}

QString ExplainSubject::className(int id) const {
  if (id < 0 || id >= labels.count()) return QStringLiteral("class %1").arg(id);
  return QString::fromStdString(labels.classes[static_cast<std::size_t>(id)].name);
}

ExplainSession::ExplainSession(Session& session, QObject* parent)
    : QObject(parent),
      session_(session),
      selection_(new LinkedSelection(this)),
      set_(new ExplainSet(session.jobs(), this)),
      patches_(new PatchHistory(this)),
      subject_(std::make_shared<const ExplainSubject>()) {
  connect(&session, &Session::pictureChanged, this, &ExplainSession::refreshSubject);
  connect(&session, &Session::modelsChanged, this, &ExplainSession::refreshSubject);
  connect(&session, &Session::labelsChanged, this, [this] {
    if (!active_) return;
    auto renamed = std::make_shared<ExplainSubject>(*subject_);
    renamed->labels = session_.labels();
    subject_ = std::move(renamed);
    Q_EMIT labelsChanged();
  });
  connect(&session.document(), &Document::changed, this, [this](Document::Changes changes) {
    if (changes & (Document::Picture | Document::Truth)) refreshSubject();
  });
  connect(&session.jobs(), &JobQueue::jobStopped, this, &ExplainSession::jobStopped);
  connect(set_, &ExplainSet::failed, this, [this](const Error& error) { Q_EMIT failed(error, set_->folder()); });
}

ExplainSession::~ExplainSession() {
  for (const quint64 job : jobsOfSubject_) session_.jobs().stop(job);
  for (const SlotTrace& one : traces_) session_.jobs().stop(one.job);
}

JobQueue& ExplainSession::session_jobs() { return session_.jobs(); }

JobSpec ExplainSession::specOf(const QString& key, const QString& what, Lane lane) {
  return {.lane = lane,
          .kind = JobKind::analyse,
          .subject = what,
          .key = QStringLiteral("explain:") + key,
          .priority = kTracePriority - 1};
}

double ExplainSession::fraction(quint64 job) {
  const auto info = session_.jobs().job(job);
  return info ? info->fraction : -1;
}

void ExplainSession::setActive(bool active) {
  if (active == active_) return;
  active_ = active;
  if (active_) refreshSubject();
  Q_EMIT activeChanged();
}

void ExplainSession::refreshSubject() {
  if (!active_) return;
  const Document& document = session_.document();
  auto next = std::make_shared<ExplainSubject>();
  next->number = subject_->number + 1;
  next->path = document.path();
  next->title = QFileInfo(document.path()).fileName();
  next->image = document.image();
  next->truth = document.truth();
  for (const Slot slot : {Slot::baseline, Slot::ssa}) next->models[static_cast<std::size_t>(slot)] = session_.loadedModel(slot);
  next->labels = session_.labels();
  const bool picture = next->image != subject_->image, models = next->models != subject_->models;
  if (!picture && next->truth == subject_->truth && !models) return startTraces();
  subject_ = std::move(next);
  for (const quint64 job : std::exchange(jobsOfSubject_, {})) session_.jobs().stop(job);
  if (picture || models)
    for (SlotTrace& one : traces_)
      if (const quint64 job = std::exchange(one, {}).job; job != 0) session_.jobs().stop(job);
  if (picture) selection_->clear(this);
  patches_->clear();
  Q_EMIT subjectChanged();
  startTraces();
}

void ExplainSession::retryTraces() {
  for (SlotTrace& one : traces_)
    if (one.state == TraceState::failed) one = {};
  startTraces();
}

void ExplainSession::startTraces() {
  if (!active_ || subject_->isEmpty()) return;
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (subject_->model(slot) && traceState(slot) == TraceState::none) startTrace(slot);
}

void ExplainSession::startTrace(Slot slot) {
  SlotTrace& own = traces_[static_cast<std::size_t>(slot)];
  const CachedTrace wanted{subject_->image, subject_->model(slot), {}};
  const auto known = std::find_if(cache_.begin(), cache_.end(), [&wanted](const CachedTrace& one) {
    return one.image == wanted.image && one.model == wanted.model;
  });
  if (known != cache_.end()) {
    std::rotate(cache_.begin(), known, known + 1);
    own = {TraceState::ready, cache_.front().traced, {}, 0};
    Q_EMIT traceChanged(slot);
    return;
  }
  own.state = TraceState::running;
  Q_EMIT traceChanged(slot);
  const JobSpec spec{.lane = Lane::gpu,
                     .kind = JobKind::trace,
                     .subject = subject_->title,
                     .key = QStringLiteral("explain-trace:%1").arg(static_cast<int>(slot)),
                     .priority = kTracePriority};
  const quint64 job = session_.jobs().post<Traced>(
      spec,
      [wanted, path = toPath(subject_->path).string()](StopToken stop, ProgressSink& progress) -> Result<Traced> {
        auto trace = traceImage(wanted.model, *wanted.image, path, {}, stop, progress);
        if (!trace) return trace.error();
        Traced made{*trace, std::make_shared<const LabelMap>((*trace)->mask(MaskKind::refined)), nullptr};
        if (made.trace->info().hasSsa) made.coarse = std::make_shared<const LabelMap>(made.trace->mask(MaskKind::coarse));
        return made;
      },
      this,
      [this, slot, wanted](Result<Traced> made) {
        if (wanted.image != subject_->image || wanted.model != subject_->model(slot)) return;
        SlotTrace& arrived = traces_[static_cast<std::size_t>(slot)];
        arrived.job = 0;
        if (made) {
          arrived.state = TraceState::ready;
          arrived.value = *made;
          cache_.insert(cache_.begin(), {wanted.image, wanted.model, arrived.value});
          if (cache_.size() > kCachedTraces) cache_.pop_back();
        } else {
          arrived.state = TraceState::failed;
          arrived.error = made.error();
          Q_EMIT failed(arrived.error, subject_->title);
        }
        Q_EMIT traceChanged(slot);
      });
  // A queue that works at once has answered already.
  if (own.state == TraceState::running) own.job = job;
}

std::shared_ptr<const LabelMap> ExplainSession::mask(ViewKind view) const {
  switch (view) {
    case ViewKind::truth:
      return subject_->truth;
    case ViewKind::baseline:
      return traces_[static_cast<std::size_t>(Slot::baseline)].value.refined;
    case ViewKind::coarse:
      return traces_[static_cast<std::size_t>(Slot::ssa)].value.coarse;
    case ViewKind::refined:
      return traces_[static_cast<std::size_t>(Slot::ssa)].value.refined;
    default:
      return nullptr;
  }
}

// By hand, in the list of jobs: the slot may be asked for again.
void ExplainSession::jobStopped(quint64 id) {
  std::erase(jobsOfSubject_, id);
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    SlotTrace& own = traces_[static_cast<std::size_t>(slot)];
    if (own.job != id || own.state != TraceState::running) continue;
    own = {TraceState::failed, {}, Error(ErrorCode::stopped), 0};
    Q_EMIT traceChanged(slot);
  }
}

}  // namespace ssa

#include "moc_explain_session.cpp"
