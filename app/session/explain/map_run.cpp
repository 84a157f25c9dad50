#include "app/session/explain/map_run.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "app/session/session.h"

namespace ssa {
namespace {

constexpr int kStretch = 20;  // iterations of one map before the other has its turn

/// Two maps share one bar of progress.
class PartOfProgress final : public ProgressSink {
 public:
  PartOfProgress(ProgressSink& whole, double from, double share) : whole_(whole), from_(from), share_(share) {}
  void report(double fraction, std::string_view stage) override {
    whole_.report(fraction < 0 ? fraction : from_ + share_ * fraction, stage);
  }

 private:
  ProgressSink& whole_;
  double from_, share_;
};

}  // namespace

/// What the job works on. The job may outlive the run, so it holds this alone.
struct MapRun::Work {
  struct Input {
    std::shared_ptr<const ImageTrace> trace;
    std::unique_ptr<Embedder> embedder;
  };
  std::mutex busy;  ///< a stopped job may still be leaving while the next one enters
  MapQuestion question;
  std::shared_ptr<const LabelMap> truth;
  std::array<Input, kSlots> inputs;

  std::mutex mutex;  ///< of everything below
  std::array<Side, kSlots> news;
  std::array<bool, kSlots> fresh{};
  bool told = false;
  MapRun* run = nullptr;  ///< null once it is gone

  template <class F>
  void tell(std::size_t slot, F&& change) {
    const std::scoped_lock lock(mutex);
    change(news[slot]);
    fresh[slot] = true;
    if (run == nullptr || std::exchange(told, true)) return;
    QMetaObject::invokeMethod(
        run, [target = run] { target->drain(); }, Qt::QueuedConnection);
  }

  Result<void> work(int iterations, const StopToken& stop, ProgressSink& progress) {
    const std::scoped_lock alone(busy);
    std::vector<std::size_t> slots;
    for (std::size_t slot = 0; slot < inputs.size(); ++slot)
      if (inputs[slot].trace) slots.push_back(slot);
    const double share = 1.0 / static_cast<double>(std::max<std::size_t>(1, slots.size()));
    for (const std::size_t slot : slots) SSA_TRY(prepare(slot, stop, progress));
    for (int done = 0; done < iterations; done += kStretch)
      for (std::size_t i = 0; i < slots.size(); ++i) {
        PartOfProgress part(progress, (done + kStretch * static_cast<double>(i) * share) / iterations, 0);
        SSA_TRY(inputs[slots[i]].embedder->run(
            std::min(kStretch, iterations - done), [this, slot = slots[i]](const EmbeddingMap& map) { show(slot, map); }, stop,
            part));
      }
    for (const std::size_t slot : slots) {
      Embedder& embedder = *inputs[slot].embedder;
      auto map = embedder.map();
      if (!map) return map.error();
      auto quality = embedder.quality(stop);
      if (!quality) return quality.error();
      tell(slot, [&](Side& side) {
        side.map = std::make_shared<const EmbeddingMap>(std::move(*map));
        side.quality = *quality;
        side.facts = embedder.facts();
      });
    }
    return {};
  }

  Result<void> prepare(std::size_t slot, const StopToken& stop, ProgressSink& progress) {
    Input& input = inputs[slot];
    if (input.embedder) return {};
    auto points = gatherPoints(*input.trace, truth.get(), question);
    if (!points) return points.error();
    const MapPoints& rows = **points;
    tell(slot, [&](Side& side) { side.points = *points; });
    auto embedder = Embedder::make(
        {rows.rows, static_cast<std::int64_t>(rows.count()), rows.columns}, question.options, {},
        [this, slot](const EmbeddingMap& map) { show(slot, map); }, stop, progress);
    if (!embedder) return embedder.error();
    auto clusters = clustersOf(*input.trace, rows, stop);
    if (!clusters) return clusters.error();
    input.embedder = std::move(*embedder);
    tell(slot, [&](Side& side) {
      side.clusters = *clusters;
      side.facts = input.embedder->facts();
    });
    return {};
  }

  void show(std::size_t slot, const EmbeddingMap& map) {
    tell(slot, [&](Side& side) {
      side.map = std::make_shared<const EmbeddingMap>(map);
      side.quality.reset();
    });
  }
};

MapRun::MapRun(ExplainSession& session, QObject* parent) : QObject(parent), session_(session) {
  connect(&session.session().jobs(), &JobQueue::jobStopped, this, [this](quint64 id) {
    if (id != job_ || state_ != State::running) return;
    drain();
    state_ = State::paused;
    job_ = 0;
    Q_EMIT stateChanged();
  });
}

MapRun::~MapRun() {
  blockSignals(true);  // whoever listens may be half gone
  clear();
}

void MapRun::start(const MapQuestion& question, int iterations) {
  clear();
  question_ = question;
  work_ = std::make_shared<Work>();
  work_->question = question;
  work_->truth = session_.subject().truth;
  work_->run = this;
  for (const Slot slot : {Slot::baseline, Slot::ssa}) work_->inputs[static_cast<std::size_t>(slot)].trace = session_.trace(slot);
  post(iterations);
}

void MapRun::resume(int iterations) {
  if (work_ && state_ != State::running) post(iterations);
}

void MapRun::post(int iterations) {
  state_ = State::running;
  Q_EMIT stateChanged();
  struct Done {};
  const quint64 job = session_.run<Done>(
      QStringLiteral("map"), tr("Map of %1").arg(session_.subject().title), Lane::io,
      [work = work_, iterations](StopToken stop, ProgressSink& progress) -> Result<Done> {
        SSA_TRY(work->work(iterations, stop, progress));
        return Done{};
      },
      this,
      [this, work = work_](Result<Done> done) {
        if (work != work_) return;
        drain();
        job_ = 0;
        if (!done) error_ = done.error();
        state_ = !done ? State::failed : iterationsDone() < question_.options.iterations ? State::paused : State::finished;
        Q_EMIT stateChanged();
      });
  // A queue that works at once has answered already.
  if (state_ == State::running) job_ = job;
}

void MapRun::stop() {
  if (job_ != 0) session_.stop(job_);
}

void MapRun::clear() {
  if (work_) {
    const std::scoped_lock lock(work_->mutex);
    work_->run = nullptr;
  }
  const quint64 job = std::exchange(job_, 0);
  work_.reset();
  sides_ = {};
  const bool was = state_ != State::none;
  state_ = State::none;
  if (job != 0) session_.stop(job);
  if (was) Q_EMIT stateChanged();
}

void MapRun::drain() {
  if (!work_) return;
  std::array<bool, kSlots> fresh{};
  {
    const std::scoped_lock lock(work_->mutex);
    work_->told = false;
    fresh = std::exchange(work_->fresh, {});
    for (std::size_t slot = 0; slot < sides_.size(); ++slot)
      if (fresh[slot]) sides_[slot] = work_->news[slot];
  }
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (fresh[static_cast<std::size_t>(slot)]) Q_EMIT mapChanged(slot);
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
