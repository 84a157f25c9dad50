#include "widgets/training/train_draft.h"

#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "widgets/training/option_table.h"

namespace ssa {

TrainConfig withPreset(TrainPreset preset, const TrainConfig& config) {
  TrainConfig made;
  made.name = config.name;
  made.data = config.data;
  made.architecture = config.architecture;
  made.weights = config.weights;
  made.ssa = config.ssa;
  made.seed = config.seed;
  made.device = config.device;
  made.threads = config.threads;
  switch (preset) {
    case TrainPreset::paper:
      break;
    case TrainPreset::quick:
      made.iterations = 300;
      made.batch = 4;
      made.optimizer.warmup = 30;
      made.log_interval = 5;
      made.eval_interval = 100;
      made.checkpoint_interval = 100;
      made.augment.crop_width_px = made.augment.crop_height_px = 384;
      break;
    case TrainPreset::addSsa:
      // The schedule with which the shipped anchor was measured on CamVid.
      made.scope = TrainScope::classifier;
      made.classifier = ClassifierKind::ssa;
      made.iterations = 1200;
      made.batch = 8;
      made.optimizer.lr = 2e-3;
      made.optimizer.head_lr_mult = 1;
      made.optimizer.warmup = 50;
      made.log_interval = 10;
      made.eval_interval = 200;
      made.checkpoint_interval = 200;
      break;
  }
  return made;
}

TrainDraft::TrainDraft(JobQueue& jobs, QObject* parent) : QObject(parent), jobs_(jobs), config_(withPreset(preset_, {})) {}

void TrainDraft::setPreset(TrainPreset preset) {
  preset_ = preset;
  config_ = withPreset(preset, config_);
  Q_EMIT changed();
}

void TrainDraft::set(const QString& path, const QVariant& value) {
  if (path == QLatin1String("weights")) return setWeights(value.toString());
  setTrainOption(config_, path, value);
  Q_EMIT changed();
}

void TrainDraft::edit(const std::function<void(TrainConfig&)>& change) {
  const TrainConfig before = config_;
  change(config_);
  if (!(before == config_)) Q_EMIT changed();
}

void TrainDraft::take(const TrainConfig& config) {
  config_ = config;
  preset_ = config.scope == TrainScope::classifier ? TrainPreset::addSsa : TrainPreset::paper;
  setWeights(QString::fromStdString(config.weights));
}

void TrainDraft::setWeights(const QString& path) {
  const bool fresh = toPath(path).string() != config_.weights;
  config_.weights = toPath(path).string();
  weights_.reset();
  weightsError_ = ErrorCode::stopped;
  reading_ = !path.isEmpty();
  jobs_.stopKey(QStringLiteral("train-weights"));
  Q_EMIT changed();
  if (path.isEmpty()) return;
  const JobSpec spec{
      .lane = Lane::io, .kind = JobKind::loadModel, .subject = path, .key = QStringLiteral("train-weights"), .priority = 100};
  jobs_.post<Loaded<ModelInfo>>(
      spec, [source = toPath(path)](StopToken stop, ProgressSink&) { return inspectModel(source, stop); }, this,
      [this, fresh](Result<Loaded<ModelInfo>> model) {
        reading_ = false;
        if (model) {
          weights_ = std::move(model->value);
          config_.architecture = weights_->config.architecture;
          if (fresh && weights_->config.classifier == ClassifierKind::plain) {
            preset_ = TrainPreset::addSsa;
            config_ = withPreset(preset_, config_);
          } else if (fresh && preset_ == TrainPreset::addSsa) {
            preset_ = TrainPreset::quick;
            config_ = withPreset(preset_, config_);
          }
        } else {
          weightsError_ = model.error();
        }
        Q_EMIT changed();
      });
}

}  // namespace ssa

#include "moc_train_draft.cpp"
