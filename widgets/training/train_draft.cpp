#include "widgets/training/train_draft.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

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

QString TrainDraft::saved() const {
  QJsonObject whole{{QStringLiteral("preset"), static_cast<int>(preset_)},
                    {QStringLiteral("config"), QJsonDocument::fromJson(QByteArray::fromStdString(config_.toJson())).object()}};
  return QString::fromUtf8(QJsonDocument(whole).toJson(QJsonDocument::Compact));
}

void TrainDraft::restore(const QString& saved) {
  const QJsonObject whole = QJsonDocument::fromJson(saved.toUtf8()).object();
  const QByteArray text = QJsonDocument(whole.value(QStringLiteral("config")).toObject()).toJson();
  auto config = TrainConfig::fromJson(std::string_view(text.constData(), static_cast<std::size_t>(text.size())), "train/draft");
  const int preset = whole.value(QStringLiteral("preset")).toInt(-1);
  if (!config || preset < 0 || preset > static_cast<int>(TrainPreset::addSsa)) return;
  if (!QFileInfo::exists(fromPath(config->data.path))) config->data = {};
  if (!QFileInfo::exists(fromPath(config->weights))) config->weights.clear();
  preset_ = static_cast<TrainPreset>(preset);
  config_ = std::move(*config);
  setWeights(fromPath(config_.weights));
}

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
