#include "widgets/evaluation/evaluation_run.h"

#include "app/session/jobs/job_queue.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "engine/datasets/dataset.h"

namespace ssa {
namespace {

using ModelPtr = std::shared_ptr<const Model>;

struct Plan {
  EvaluationRun::Question question;
  std::filesystem::path baseline, ssa;  ///< empty: not scored
  bool coarse = false;
  std::string device;
  PredictOptions predict;
};

Result<ModelPtr> open(const std::filesystem::path& path, const std::string& device, const StopToken& stop,
                      ProgressSink& progress) {
  auto model = openModel(path, {.device = device, .labels = {}}, stop, &progress);
  if (!model) return model.error();
  return std::move(model->value);
}

Result<EvaluationOutcome> evaluate(const Plan& plan, StopToken stop, ProgressSink& progress) {
  auto data = openDataset(plan.question.path, {.format = plan.question.format, .split = plan.question.split}, stop);
  if (!data) return data.error();
  ModelPtr baseline, ssa;
  for (const auto& [path, model] : {std::pair{&plan.baseline, &baseline}, std::pair{&plan.ssa, &ssa}}) {
    if (path->empty()) continue;
    auto opened = open(*path, plan.device, stop, progress);
    if (!opened) return opened.error();
    *model = std::move(*opened);
  }
  EvaluateOptions options;
  options.predict = plan.predict;
  options.coarse = plan.coarse;
  EvaluationOutcome outcome;
  if (baseline && ssa) {
    auto both = evaluatePair(*baseline, *ssa, data->value, options, stop, progress);
    if (!both) return both.error();
    outcome.baseline = std::move(both->first.front());
    outcome.ssa = std::move(both->second.front());
  } else {
    auto one = evaluateModel(baseline ? *baseline : *ssa, data->value, options, stop, progress);
    if (!one) return one.error();
    (baseline ? outcome.baseline : outcome.ssa) = std::move(*one);
  }
  if (outcome.baseline && outcome.ssa) {
    auto compared = compareEvaluations(*outcome.baseline, *outcome.ssa, {}, stop, progress);
    if (!compared) return compared.error();
    outcome.ssaAgainstBaseline = std::move(*compared);
  }
  if (outcome.coarseScores() && outcome.refinedScores()) {
    CompareOptions inner;
    inner.firstMasks = "coarse";
    inner.secondMasks = "refined";
    auto compared = compareEvaluations(*outcome.ssa, *outcome.ssa, inner, stop, progress);
    if (!compared) return compared.error();
    outcome.ssaAgainstCoarse = std::move(*compared);
  }
  return outcome;
}

}  // namespace

const MaskScores* EvaluationOutcome::baselineScores() const { return baseline ? baseline->find("refined") : nullptr; }
const MaskScores* EvaluationOutcome::coarseScores() const { return ssa ? ssa->find("coarse") : nullptr; }
const MaskScores* EvaluationOutcome::refinedScores() const { return ssa ? ssa->find("refined") : nullptr; }

EvaluationRun::EvaluationRun(Session& session, QObject* parent) : QObject(parent), session_(session) {
  connect(&session.jobs(), &JobQueue::jobChanged, this, [this](quint64 job) {
    if (job == job_ && state_ == State::running) Q_EMIT changed();
  });
  connect(&session.jobs(), &JobQueue::jobStopped, this, [this](quint64 job) {
    if (job != job_ || state_ != State::running) return;
    state_ = outcome_ ? State::finished : State::none;
    Q_EMIT changed();
  });
}

double EvaluationRun::fraction() const {
  const auto job = session_.jobs().job(job_);
  return job ? job->fraction : -1;
}

void EvaluationRun::start(const Question& question) {
  Plan plan;
  plan.question = question;
  if (const auto model = session_.model(Slot::baseline); model && question.baseline) plan.baseline = model->path;
  if (const auto model = session_.model(Slot::ssa); model && question.ssa) {
    plan.ssa = model->path;
    plan.coarse = model->config.classifier == ClassifierKind::ssa;
  }
  if (plan.baseline.empty() && plan.ssa.empty()) return;
  plan.device = session_.settings().text("predict/device").toStdString();
  plan.predict = session_.predictOptions();
  plan.predict.scores = plan.predict.arrays = false;
  state_ = State::running;
  const JobSpec spec{.lane = Lane::gpu,
                     .kind = JobKind::evaluate,
                     .subject = QString::fromStdString(question.path),
                     .key = QStringLiteral("evaluate"),
                     .priority = 10};
  job_ = session_.jobs().post<EvaluationOutcome>(
      spec, [plan](StopToken stop, ProgressSink& progress) { return evaluate(plan, stop, progress); }, this,
      [this](Result<EvaluationOutcome> outcome) {
        state_ = outcome ? State::finished : State::failed;
        if (outcome)
          outcome_ = std::make_shared<const EvaluationOutcome>(std::move(*outcome));
        else
          error_ = outcome.error();
        Q_EMIT changed();
      });
  Q_EMIT changed();
}

void EvaluationRun::stop() { session_.jobs().stop(job_); }

}  // namespace ssa

#include "moc_evaluation_run.cpp"
