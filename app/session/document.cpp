#include "app/session/document.h"

#include <QFileInfo>

#include <utility>

namespace ssa {
namespace {

/// A part of a shared whole, kept alive by it; null when the part is empty.
template <class Part, class Whole>
std::shared_ptr<const Part> partOf(const std::shared_ptr<const Whole>& whole, const Part& part) {
  return part.empty() ? nullptr : std::shared_ptr<const Part>(whole, &part);
}

}  // namespace

Document::Document(QObject* parent) : QObject(parent) {}

QString Document::title() const { return QFileInfo(path_).fileName(); }

std::shared_ptr<const LabelMap> Document::mask(ViewKind view) const {
  const SlotPrediction& baseline = predictions_[static_cast<int>(Slot::baseline)];
  const SlotPrediction& ssa = predictions_[static_cast<int>(Slot::ssa)];
  switch (view) {
    case ViewKind::baseline:
      return baseline.refined;
    case ViewKind::coarse:
      return ssa.coarse;
    case ViewKind::refined:
      return ssa.refined;
    case ViewKind::truth:
      return truth_;
    case ViewKind::image:
    case ViewKind::flips:
    case ViewKind::gains:
      break;
  }
  return nullptr;
}

std::shared_ptr<const ScoreMap> Document::score(ViewKind view, ScoreKind kind) const {
  const int index = scoreIndex(view);
  if (index < 0 || !scores_[index]) return nullptr;
  const auto& maps = scores_[index];
  switch (kind) {
    case ScoreKind::confidence:
      return partOf(maps, maps->confidence);
    case ScoreKind::entropy:
      return partOf(maps, maps->entropy);
    case ScoreKind::margin:
      return partOf(maps, maps->margin);
    case ScoreKind::none:
      break;
  }
  return nullptr;
}

std::shared_ptr<const Difference> Document::difference(ViewKind view) const {
  const int index = differenceIndex(view);
  return index < 0 ? nullptr : differences_[index];
}

int Document::scoreIndex(ViewKind view) {
  switch (view) {
    case ViewKind::baseline:
      return 0;
    case ViewKind::coarse:
      return 1;
    case ViewKind::refined:
      return 2;
    default:
      return -1;
  }
}

int Document::differenceIndex(ViewKind view) { return view == ViewKind::flips ? 0 : view == ViewKind::gains ? 1 : -1; }

void Document::SlotPrediction::set(std::shared_ptr<const Prediction> prediction) {
  state = prediction ? PredictionState::ready : PredictionState::none;
  error = {};
  refined = prediction ? partOf(prediction, prediction->refined) : nullptr;
  coarse = prediction ? partOf(prediction, prediction->coarse) : nullptr;
  value = std::move(prediction);
}

void Document::note(Changes changes) {
  pending_ |= changes;
  if (notifying_) return;
  notifying_ = true;
  QMetaObject::invokeMethod(
      this,
      [this] {
        notifying_ = false;
        Q_EMIT changed(std::exchange(pending_, {}));
      },
      Qt::QueuedConnection);
}

}  // namespace ssa

#include "moc_document.cpp"
