#include "app/session/explain/map_run.h"

#include <algorithm>
#include <utility>

#include "app/session/explain/map_work.h"
#include "app/session/session.h"

namespace ssa {
namespace {

constexpr int kMapPriority = 80;  // behind the trace of a picture that is opened

}  // namespace

MapRun::MapRun(ExplainSession& session, QObject* parent) : QObject(parent), session_(session) {
  connect(&session.session().jobs(), &JobQueue::jobStopped, this, [this](quint64 id) {
    if (id != job_ || !isBusy()) return;
    drain();
    job_ = 0;
    setState(State::paused);
  });
}

MapRun::~MapRun() {
  blockSignals(true);  // whoever listens may be half gone
  clear();
}

void MapRun::start(const MapQuestion& question, int iterations) {
  clear();
  question_ = question;
  work_ = std::make_shared<MapWork>();
  work_->question = question;
  work_->truth = session_.subject().truth;
  work_->onNews([this] { QMetaObject::invokeMethod(this, &MapRun::drain, Qt::QueuedConnection); });
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    MapWork::Input& input = work_->inputs[static_cast<std::size_t>(slot)];
    const auto& model = session_.subject().model(slot);
    if (question.source)
      input.model = model;
    else
      input.trace = session_.trace(slot);
    if (!input.isEmpty()) models_[static_cast<std::size_t>(slot)] = model;
    if (model) work_->labels = model->info().config.labels;
  }
  wanted_ = iterations;
  go();
}

void MapRun::resume(int iterations) {
  if (!work_ || isBusy()) return;
  wanted_ = iterations;
  go();
}

void MapRun::go() {
  if (!work_->isTraced())
    post(State::tracing, Lane::gpu,
         [work = work_](const StopToken& stop, ProgressSink& progress) { return work->trace(stop, progress); });
  else
    post(State::running, Lane::io, [work = work_, iterations = wanted_](const StopToken& stop, ProgressSink& progress) {
      return work->descend(iterations, stop, progress);
    });
}

template <class W>
void MapRun::post(State state, Lane lane, W work) {
  setState(state);
  struct Done {};
  const auto run = [work = std::move(work)](StopToken stop, ProgressSink& progress) -> Result<Done> {
    SSA_TRY(work(stop, progress));
    return Done{};
  };
  const auto done = [this, own = work_](Result<Done> made) {
    if (own == work_) ended(made ? Result<void>() : Result<void>(made.error()));
  };
  quint64 job = 0;
  if (question_.source) {
    const JobSpec spec{.lane = lane,
                       .kind = JobKind::analyse,
                       .subject = tr("Map of %1").arg(QString::fromStdString(question_.source->title)),
                       .key = QStringLiteral("explain:map"),
                       .priority = kMapPriority};
    job = session_.session().jobs().post<Done>(spec, run, this, done);
  } else {
    job = session_.run<Done>(QStringLiteral("map"), tr("Map of %1").arg(session_.subject().title), lane, run, this, done);
  }
  // A queue that works at once has answered already.
  if (state_ == state && isBusy()) job_ = job;
}

void MapRun::ended(Result<void> done) {
  drain();
  job_ = 0;
  const bool traced = state_ == State::tracing;
  if (!done) {
    error_ = done.error();
    return setState(error_.code == ErrorCode::stopped ? State::paused : State::failed);
  }
  if (traced) return go();
  setState(iterationsDone() < question_.options.iterations ? State::paused : State::finished);
}

void MapRun::setState(State state) {
  state_ = state;
  Q_EMIT stateChanged();
}

void MapRun::stop() {
  if (job_ != 0) session_.stop(job_);
}

void MapRun::clear() {
  if (work_) work_->onNews({});
  const quint64 job = std::exchange(job_, 0);
  work_.reset();
  sides_ = {};
  models_ = {};
  tracing_ = {};
  question_ = {};
  const bool was = state_ != State::none;
  state_ = State::none;
  if (job != 0) session_.stop(job);
  if (was) Q_EMIT stateChanged();
}

void MapRun::drain() {
  if (!work_) return;
  MapWork::News news = work_->fetch();
  for (std::size_t slot = 0; slot < sides_.size(); ++slot)
    if (news.fresh[slot]) sides_[slot] = std::move(news.sides[slot]);
  if (news.freshTracing) tracing_ = std::move(news.tracing);
  if (news.freshTracing) Q_EMIT tracingChanged();
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (news.fresh[static_cast<std::size_t>(slot)]) Q_EMIT mapChanged(slot);
}

bool MapRun::isOf(const ExplainSubject& subject) const {
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (models_[static_cast<std::size_t>(slot)] != subject.model(slot)) return false;
  return true;
}

int MapRun::iterationsDone() const {
  int done = 0;
  for (const Side& side : sides_)
    if (side.map) done = std::max(done, side.map->iteration);
  return done;
}

double MapRun::fraction() const { return job_ == 0 ? -1 : session_.fraction(job_); }

std::optional<Embedding> MapRun::embedding(Slot slot) const {
  const Side& own = side(slot);
  if (!own.map || !own.facts || !own.quality) return {};
  return Embedding{*own.map, *own.facts, *own.quality};
}

}  // namespace ssa

#include "moc_map_run.cpp"
