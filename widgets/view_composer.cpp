#include "widgets/view_composer.h"

#include <QFileInfo>
#include <QMetaObject>

#include "app/session/session.h"
#include "widgets/feedback/messages.h"
#include "widgets/feedback/provenance_text.h"
#include "widgets/view_state.h"

namespace ssa {
namespace {

std::optional<Slot> slotOf(ViewKind kind) {
  switch (kind) {
    case ViewKind::baseline:
      return Slot::baseline;
    case ViewKind::coarse:
    case ViewKind::refined:
      return Slot::ssa;
    case ViewKind::image:
    case ViewKind::truth:
    case ViewKind::flips:
    case ViewKind::gains:
      break;
  }
  return std::nullopt;
}

}  // namespace

ViewComposer::ViewComposer(Session& session, ViewState& state, Canvas& canvas, QObject* parent)
    : QObject(parent), session_(session), state_(state), canvas_(canvas) {
  connect(&session, &Session::pictureChanged, this, &ViewComposer::composeSoon);
  connect(&session, &Session::modelsChanged, this, &ViewComposer::composeSoon);
  connect(&session, &Session::labelsChanged, this, &ViewComposer::showColours);
  connect(&session.document(), &Document::changed, this, &ViewComposer::composeSoon);
  connect(&state, &ViewState::viewsChanged, this, &ViewComposer::composeSoon);
  connect(&state, &ViewState::scoreChanged, this, &ViewComposer::composeSoon);
  connect(&state, &ViewState::styleChanged, this, [this] { canvas_.setStyle(state_.style()); });
  connect(&state, &ViewState::linkedChanged, this, [this] { canvas_.setLinked(state_.linked()); });
  canvas.setStyle(state.style());
  canvas.setLinked(state.linked());
  showColours();
  compose();
}

// Several signals of one turn of the event loop make one new set of views.
void ViewComposer::composeSoon() {
  if (due_) return;
  due_ = true;
  QMetaObject::invokeMethod(this, &ViewComposer::compose, Qt::QueuedConnection);
}

void ViewComposer::compose() {
  due_ = false;
  askForScores();
  std::vector<ViewContent> views;
  for (const ViewKind kind : state_.shownViews()) views.push_back(content(kind));
  canvas_.setMode(state_.mode());
  if (state_.mode() == CompareMode::single) {
    // The second view waits behind the first for ~; the canvas shows the active one, so that has to be the first.
    if (canvas_.activeView() > 0) canvas_.setViews(views);
    views.push_back(content(state_.view(1)));
  }
  canvas_.setViews(std::move(views));
  showEmptyText();
}

void ViewComposer::showColours() {
  const LabelSet& labels = session_.labels();
  std::vector<bool> visible;
  for (int id = 0; id < labels.count(); ++id) visible.push_back(session_.classVisible(id));
  canvas_.setClassColours(labels.palette(), visible);
}

void ViewComposer::askForScores() {
  if (state_.score().kind == ScoreKind::none) return;
  for (const ViewKind kind : state_.shownViews())
    if (slotOf(kind) && session_.document().mask(kind) && !session_.document().score(kind, state_.score().kind))
      session_.requestScores(kind);
}

ViewContent ViewComposer::content(ViewKind kind) const {
  const Document& document = session_.document();
  ViewContent view;
  view.kind = kind;
  view.title = caption(kind);
  view.image = document.image();
  if (document.isEmpty()) return view;
  view.toolTip = provenanceText(kind);
  if (isDifferenceView(kind)) {
    if (const auto difference = document.difference(kind)) {
      view.labels = {difference, &difference->codes};
      view.isDifference = true;
    }
  } else if (isMaskView(kind)) {
    view.labels = document.mask(kind);
    const ViewState::Score& score = state_.score();
    if (score.kind != ScoreKind::none && slotOf(kind)) {
      view.score = document.score(kind, score.kind);
      view.scoreThreshold = static_cast<float>(score.threshold);
      view.scoreBelow = score.below;
    }
  }
  if (kind != ViewKind::image && !view.labels) view.note = noteFor(kind);
  return view;
}

QString ViewComposer::caption(ViewKind kind) const {
  const auto titled = [this](ViewKind of, Slot slot) {
    const std::optional<ModelInfo> model = session_.model(slot);
    const QString title = model ? QString::fromStdString(model->title()) : QString();
    return title.isEmpty() ? titleOf(of) : titleOf(of) + QStringLiteral(" · ") + title;
  };
  switch (kind) {
    case ViewKind::baseline: {
      if (!session_.model(Slot::baseline)) return titleOf(kind);
      const QString whose = session_.baselineIsSecondModel() ? tr("second model") : tr("same network as coarse");
      return session_.model(Slot::ssa) ? tr("%1 (%2)").arg(titled(kind, Slot::baseline), whose) : titled(kind, Slot::baseline);
    }
    case ViewKind::coarse:
      return session_.model(Slot::ssa) ? tr("%1 (SSA model)").arg(titled(kind, Slot::ssa)) : titleOf(kind);
    case ViewKind::refined:
      return titled(kind, Slot::ssa);
    case ViewKind::truth:
      return session_.document().truthPath().isEmpty()
                 ? titleOf(kind)
                 : titleOf(kind) + QStringLiteral(" · ") + QFileInfo(session_.document().truthPath()).fileName();
    case ViewKind::flips:
      return tr("Flips · coarse to refined");
    case ViewKind::gains:
      return tr("Gains · baseline to refined, by truth");
    case ViewKind::image:
      break;
  }
  return titleOf(kind);
}

QString ViewComposer::slotNote(Slot slot, bool wantsCoarse) const {
  switch (session_.slotState(slot)) {
    case SlotState::empty:
      return slot == Slot::baseline ? tr("No baseline model.\nDrop a checkpoint on the Baseline slot, or press Ctrl+1.")
                                    : tr("No SSA model.\nDrop a checkpoint on the SSA slot, or press Ctrl+2.");
    case SlotState::loading:
      return tr("Loading the model…");
    case SlotState::failed:
      return tr("The model could not be loaded.\nThe slot above says why.");
    case SlotState::ready:
      break;
  }
  const Document& document = session_.document();
  switch (document.state(slot)) {
    case PredictionState::none:
      return tr("Waiting to predict…");
    case PredictionState::running:
      return tr("Predicting…");
    case PredictionState::failed:
      return messageFor(document.predictionError(slot), document.title()).text;
    case PredictionState::ready:
      break;
  }
  return wantsCoarse ? tr("A plain model has no coarse mask.\nLoad a model with the SSA classifier.") : QString();
}

QString ViewComposer::noteFor(ViewKind kind) const {
  const Document& document = session_.document();
  const QString noTruth = document.truthError()
                              ? messageFor(*document.truthError(), document.truthPath()).text
                              : tr("No truth mask was found.\nChoose one with Ctrl+T, or a folder with Ctrl+Shift+T.");
  switch (kind) {
    case ViewKind::baseline:
      return slotNote(Slot::baseline, false);
    case ViewKind::coarse:
      return slotNote(Slot::ssa, true);
    case ViewKind::refined:
      return slotNote(Slot::ssa, false);
    case ViewKind::truth:
      return noTruth;
    case ViewKind::flips: {
      const QString note = slotNote(Slot::ssa, !document.mask(ViewKind::coarse));
      return note.isEmpty() ? tr("Comparing…") : note;
    }
    case ViewKind::gains: {
      if (!document.truth()) return noTruth;
      for (const Slot slot : {Slot::baseline, Slot::ssa})
        if (const QString note = slotNote(slot, false); !note.isEmpty()) return note;
      return tr("Comparing…");
    }
    case ViewKind::image:
      break;
  }
  return {};
}

QString ViewComposer::provenanceText(ViewKind kind) const {
  const Document& document = session_.document();
  if (const auto slot = slotOf(kind)) {
    const auto prediction = document.prediction(*slot);
    return prediction ? describeProvenance(prediction->provenance) : QString();
  }
  if (kind == ViewKind::truth) return document.truthPath();
  if (kind == ViewKind::image) return document.path();
  QStringList parts;
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    if (kind == ViewKind::flips && slot == Slot::baseline) continue;
    if (const auto prediction = document.prediction(slot)) parts += describeProvenance(prediction->provenance);
  }
  return parts.join(QStringLiteral("\n\n"));
}

void ViewComposer::showEmptyText() {
  canvas_.setEmptyText(
      tr("No picture yet"),
      tr("Drop pictures, a folder or a checkpoint anywhere in this window,\nor open a folder with Ctrl+Shift+O."));
}

}  // namespace ssa

#include "moc_view_composer.cpp"
