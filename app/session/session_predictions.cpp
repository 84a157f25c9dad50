// Masks, scores and differences of the open picture; masks of its neighbours ahead of time.
#include <QFileInfo>

#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/session_private.h"
#include "engine/core/describe_json.h"

namespace ssa {
namespace {

using PredictionPtr = std::shared_ptr<const Prediction>;
using ScoresPtr = std::shared_ptr<const ScoreMaps>;

std::size_t bytesOf(const ScoreMaps& scores) {
  return (scores.confidence.values().size() + scores.entropy.values().size() + scores.margin.values().size()) * sizeof(float);
}

std::size_t bytesOf(const Prediction& prediction) {
  std::size_t bytes = prediction.refined.labels().size() + prediction.coarse.labels().size() + bytesOf(prediction.scores);
  if (prediction.probe) bytes += static_cast<std::size_t>(prediction.probe->bytes());
  return bytes;
}

}  // namespace

const PredictOptions& Session::predictOptions() const { return d_->options; }

void Session::setPredictOptions(const PredictOptions& options) {
  if (options == d_->options) return;
  d_->options = options;
  d_->optionsText = QString::fromStdString(optionsToJson(options));
  settings_->setValue(QStringLiteral("predict/options"), d_->optionsText);
  Q_EMIT optionsChanged();
  d_->refreshPredictions();
  d_->prefetch();
}

QString Session::Private::predictionKey(const Model& model, const Picture& picture) const {
  return QStringLiteral("prediction:%1|%2|%3|%4")
      .arg(QString::fromStdString(model.info().sha256), QString::fromStdString(device.used), optionsText,
           picture.stamp + QLatin1Char('|') + picture.path);
}

/// Brings both slots to what model, options and picture are now.
void Session::Private::refreshPredictions() {
  for (int i = 0; i < kSlots; ++i) {
    ModelSlot& slot = slots_[i];
    Document::SlotPrediction& place = document.predictions_[i];
    if (!slot.model || !shown) {
      place = {};
      slot.predictionKey.clear();
      continue;
    }
    const QString key = predictionKey(*slot.model, *shown);
    if (key == slot.predictionKey) continue;
    slot.predictionKey = key;
    if (PredictionPtr kept = cache.find<Prediction>(key)) {
      place.set(std::move(kept));
    } else {
      place.state = PredictionState::running;
      startPrediction(slot.model, shown, key, kOnScreen);
    }
  }
  stopStrayPredictions();
  predictionsChanged();
}

void Session::Private::startPrediction(const std::shared_ptr<const Model>& model, const PicturePtr& picture, const QString& key,
                                       int priority) {
  if (const auto under = predicting.constFind(key); under != predicting.constEnd()) {
    if (priority == kOnScreen) jobs.raise(*under, priority);
    return;
  }
  predicting.insert(key, 0);
  const QString subject = QString::fromStdString(model->info().name);
  const JobSpec spec{.lane = Lane::gpu,
                     .kind = JobKind::predict,
                     .subject = subject,
                     .key = key,
                     .priority = priority,
                     .listed = priority == kOnScreen};
  PredictOptions wanted = options;
  wanted.scores = wanted.arrays = false;  // scores are made from the kept logits when a view asks for them
  const quint64 id = jobs.post<PredictionPtr>(
      spec,
      [model, picture, wanted](StopToken stop, ProgressSink& progress) -> Result<PredictionPtr> {
        auto prediction = predict(*model, *picture->image, toPath(picture->path).string(), wanted, stop, progress);
        if (!prediction) return prediction.error();
        return PredictionPtr(std::make_shared<const Prediction>(std::move(*prediction)));
      },
      &q, [this, key, subject](Result<PredictionPtr> prediction) { predictionArrived(key, subject, std::move(prediction)); });
  if (const auto under = predicting.find(key); under != predicting.end()) *under = id;
}

void Session::Private::predictionArrived(const QString& key, const QString& subject, Result<PredictionPtr> prediction) {
  predicting.remove(key);
  if (prediction) cache.insert<Prediction>(key, *prediction, bytesOf(**prediction));
  bool onScreen = false;
  for (int i = 0; i < kSlots; ++i) {
    if (slots_[i].predictionKey != key) continue;
    onScreen = true;
    Document::SlotPrediction& place = document.predictions_[i];
    place.set(prediction ? *prediction : nullptr);
    if (prediction) continue;
    place.state = PredictionState::failed;
    place.error = prediction.error();
  }
  if (!onScreen) return;
  predictionsChanged();
  if (!prediction)
    Q_EMIT q.failed(prediction.error(), subject);
  else if (!(*prediction)->warnings.empty())
    Q_EMIT q.warned((*prediction)->warnings, subject);
}

/// What is made from predictions follows them.
void Session::Private::predictionsChanged() {
  document.note(Document::Predictions | Document::State);
  for (int index = 0; index < 3; ++index) {
    if (document.scores_[index]) document.note(Document::Scores);
    document.scores_[index].reset();
    if (scoresWanted[index]) startScores(index);
  }
  startDifferences();
}

void Session::Private::prefetchPredictions(const PicturePtr& picture) {
  if (!neighbours().contains(picture->path)) return;
  for (const ModelSlot& slot : slots_) {
    if (!slot.model) continue;
    const QString key = predictionKey(*slot.model, *picture);
    if (!cache.find<Prediction>(key)) startPrediction(slot.model, picture, key, kNeighbour);
  }
}

/// Stops what is neither for the open picture nor for a neighbour.
void Session::Private::stopStrayPredictions() {
  QSet<QString> wanted;
  for (const ModelSlot& slot : slots_) wanted.insert(slot.predictionKey);
  for (const QString& path : neighbours())
    if (const PicturePtr picture = cache.find<Picture>(QStringLiteral("picture:") + path))
      for (const ModelSlot& slot : slots_)
        if (slot.model) wanted.insert(predictionKey(*slot.model, *picture));
  for (auto it = predicting.begin(); it != predicting.end();) {
    if (wanted.contains(it.key())) {
      ++it;
    } else {
      jobs.stop(it.value());
      it = predicting.erase(it);
    }
  }
}

void Session::requestScores(ViewKind view) {
  const int index = Document::scoreIndex(view);
  if (index < 0 || document_->isEmpty()) return;
  d_->scoresWanted[index] = true;
  if (!document_->scores_[index]) d_->startScores(index);
}

void Session::Private::startScores(int index) {
  const auto slot = static_cast<std::size_t>(index == 0 ? Slot::baseline : Slot::ssa);
  const MaskKind kind = index == 1 ? MaskKind::coarse : MaskKind::refined;
  const Document::SlotPrediction& place = document.predictions_[slot];
  const PredictionPtr prediction = place.value;
  if (!prediction || place.state != PredictionState::ready || (kind == MaskKind::coarse && !place.coarse)) return;
  const QString key = QStringLiteral("scores:%1|%2").arg(static_cast<int>(kind)).arg(slots_[slot].predictionKey);
  if (ScoresPtr kept = cache.find<ScoreMaps>(key)) {
    document.scores_[index] = std::move(kept);
    return document.note(Document::Scores);
  }
  const QString subject = QString::fromStdString(prediction->provenance.model);
  const JobSpec spec{.lane = Lane::interactive,
                     .kind = JobKind::scores,
                     .subject = subject,
                     .key = QStringLiteral("scores:%1").arg(index),
                     .priority = kOnScreen};
  jobs.post<ScoresPtr>(
      spec,
      [prediction, kind, threads = options.threads](StopToken stop, ProgressSink& progress) -> Result<ScoresPtr> {
        auto scores = scoreMaps(*prediction, kind, threads, stop, progress);
        if (!scores) return scores.error();
        return ScoresPtr(std::make_shared<const ScoreMaps>(std::move(*scores)));
      },
      &q,
      [this, index, slot, key, prediction, subject](Result<ScoresPtr> scores) {
        if (document.predictions_[slot].value != prediction) return;
        if (!scores) {
          scoresWanted[index] = false;
          Q_EMIT q.failed(scores.error(), subject);
          return;
        }
        cache.insert<ScoreMaps>(key, *scores, bytesOf(**scores));
        document.scores_[index] = std::move(*scores);
        document.note(Document::Scores);
      });
}

void Session::Private::startDifferences() {
  const auto coarse = document.mask(ViewKind::coarse), refined = document.mask(ViewKind::refined);
  startDifference(Document::differenceIndex(ViewKind::flips), coarse, refined, nullptr);
  const bool hasBaseline = slots_[static_cast<int>(Slot::baseline)].model != nullptr;
  startDifference(Document::differenceIndex(ViewKind::gains),
                  document.truth_ ? (hasBaseline ? document.mask(ViewKind::baseline) : coarse) : nullptr, refined,
                  document.truth_);
}

void Session::Private::startDifference(int index, std::shared_ptr<const LabelMap> first, std::shared_ptr<const LabelMap> second,
                                       std::shared_ptr<const LabelMap> truth) {
  DifferenceInputs inputs{std::move(first), std::move(second), std::move(truth)};
  if (inputs == differenceInputs[index]) return;
  differenceInputs[index] = inputs;
  document.differences_[index].reset();
  document.note(Document::Differences);
  const QString key = QStringLiteral("difference:%1").arg(index);
  jobs.stopKey(key);
  if (!inputs.first || !inputs.second) return;
  const JobSpec spec{.lane = Lane::interactive,
                     .kind = JobKind::difference,
                     .subject = document.path(),
                     .key = key,
                     .priority = kOnScreen,
                     .listed = false};
  using DifferencePtr = std::shared_ptr<const Difference>;
  jobs.post<DifferencePtr>(
      spec,
      [inputs](StopToken, ProgressSink&) -> Result<DifferencePtr> {
        auto difference = inputs.truth ? compareMasks(*inputs.first, *inputs.second, *inputs.truth)
                                       : compareMasks(*inputs.first, *inputs.second);
        if (!difference) return difference.error();
        return DifferencePtr(std::make_shared<const Difference>(std::move(*difference)));
      },
      &q,
      [this, index, inputs](Result<DifferencePtr> difference) {
        if (!(differenceInputs[index] == inputs)) return;
        if (!difference) {
          Q_EMIT q.failed(difference.error(), document.path());
          return;
        }
        document.differences_[index] = std::move(*difference);
        document.note(Document::Differences);
      });
}

}  // namespace ssa
