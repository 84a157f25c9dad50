#include "widgets/window_pages.h"

#include <QFileInfo>
#include <QStackedWidget>
#include <QToolButton>

#include <cmath>

#include "app/session/explain/confused_cells.h"
#include "app/session/session.h"
#include "widgets/actions.h"
#include "widgets/canvas/canvas.h"
#include "widgets/controls/controls.h"
#include "widgets/evaluation/confusion_view.h"
#include "widgets/evaluation/evaluation_page.h"
#include "widgets/explain/explain_page.h"
#include "widgets/feedback/messages.h"
#include "widgets/feedback/notifier.h"
#include "widgets/main_window.h"
#include "widgets/training/train_page.h"
#include "widgets/view_state.h"
#include "widgets/window_layout.h"

namespace ssa {
namespace {

constexpr ActionId kActionOf[] = {ActionId::pageView, ActionId::pageExplain, ActionId::pageTrain, ActionId::pageEvaluate};

}  // namespace

WindowPages::WindowPages(MainWindow& window, QStackedWidget& stack, const TrainingPlaces& places)
    : QObject(&window), window_(window), stack_(stack), desk_(new TrainingDesk(places, this)) {
  connect(desk_, &TrainingDesk::livingChanged, this, &WindowPages::refreshButtons);
  window.actions().setChecked(ActionId::pageView, true);
}

WindowPages::Page WindowPages::page() const {
  const QWidget* current = stack_.currentWidget();
  if (explain_ && current == explain_) return Page::explain;
  if (train_ && current == train_) return Page::train;
  if (evaluation_ && current == evaluation_) return Page::evaluate;
  return Page::view;
}

ExplainPage& WindowPages::explain() {
  if (explain_) return *explain_;
  explain_ = new ExplainPage(window_.session(), &stack_);
  stack_.addWidget(explain_);
  connect(explain_, &ExplainPage::failed, this,
          [this](const Error& error, const QString& subject) { window_.notifier().show(messageFor(error, subject)); });
  connect(explain_, &ExplainPage::pictureRequested, this, &WindowPages::openWithTruth);
  connect(&explain_->explain().selection(), &LinkedSelection::cellsChanged, this, &WindowPages::ringChosen);
  connect(&explain_->explain(), &ExplainSession::subjectChanged, this, &WindowPages::ringChosen);
  return *explain_;
}

TrainPage& WindowPages::train() {
  if (train_) return *train_;
  train_ = new TrainPage(window_.session(), *desk_, &stack_);
  stack_.addWidget(train_);
  connect(train_, &TrainPage::failed, this,
          [this](const Error& error, const QString& subject) { window_.notifier().show(messageFor(error, subject)); });
  connect(train_, &TrainPage::openRequested, this, [this](Slot slot, const QString& checkpoint) {
    window_.session().loadModel(slot, checkpoint);
    show(Page::view);
  });
  return *train_;
}

EvaluationPage& WindowPages::evaluation() {
  if (evaluation_) return *evaluation_;
  evaluation_ = new EvaluationPage(window_.session(), &stack_);
  stack_.addWidget(evaluation_);
  connect(evaluation_, &EvaluationPage::pictureRequested, this, &WindowPages::openPicture);
  connect(evaluation_, &EvaluationPage::pixelsRequested, this, &WindowPages::openPixels);
  return *evaluation_;
}

void WindowPages::show(Page page) {
  QWidget* next = page == Page::explain    ? static_cast<QWidget*>(&explain())
                  : page == Page::train    ? &train()
                  : page == Page::evaluate ? &evaluation()
                                           : stack_.widget(0);
  stack_.setCurrentWidget(next);
  window_.layoutOfPanes().setAside(page != Page::view);
  window_.actions().setChecked(kActionOf[static_cast<std::size_t>(page)], true);
  if (page == Page::evaluate) ringChosen();
  if (page == Page::view) window_.canvas().setFocus(Qt::OtherFocusReason);
}

QList<QToolButton*> WindowPages::makeButtons(QWidget* parent) {
  for (std::size_t i = 0; i < buttons_.size(); ++i) {
    QAction* action = window_.actions()[kActionOf[i]];
    const QByteArray name = action->objectName().toLatin1() + "Button";
    buttons_[i] = toolButton(parent, name.constData(), action->text());
    buttons_[i]->setToolTip(action->toolTip());
    buttons_[i]->setCheckable(true);
    buttons_[i]->setChecked(action->isChecked());
    buttons_[i]->setProperty("page", true);
    // The button has words of its own, so it does not take the action's.
    connect(buttons_[i], &QToolButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::toggled, buttons_[i], &QToolButton::setChecked);
  }
  return {buttons_.begin(), buttons_.end()};
}

void WindowPages::refreshButtons() {
  QToolButton* button = buttons_[static_cast<std::size_t>(Page::train)];
  if (!button) return;
  double least = 1;
  int living = 0;
  for (const RunSnapshotPtr& run : desk_->training().snapshots()) {
    if (!isLiving(run->state)) continue;
    ++living;
    if (run->iterations > 0) least = std::min(least, static_cast<double>(run->iteration) / static_cast<double>(run->iterations));
  }
  button->setText(living == 0 ? tr("Train") : tr("Train · %1 %").arg(static_cast<int>(std::floor(100 * least))));
}

bool WindowPages::take(const QStringList& paths) {
  if (page() == Page::view || page() == Page::explain || paths.isEmpty()) return false;
  if (page() == Page::train)
    train().take(paths);
  else if (QFileInfo(paths.first()).isDir())
    evaluation().setData(paths.first());
  else
    return false;
  return true;
}

void WindowPages::openPicture(const QString& image, const QString& mask) {
  show(Page::view);
  openWithTruth(image, mask);
  window_.viewState().setView(window_.viewState().activeView(), ViewKind::gains);
}

void WindowPages::openPixels(const QString& image, const QString& mask, ClassPair pair, ViewKind view) {
  show(Page::explain);
  explain().setMaskView(view);
  delete pixels_;
  pixels_ = new QObject(this);
  // They can be lit once the picture, its truth and the trace of the model are there.
  const auto light = [this, image, pair, view] {
    ExplainSession& session = explain().explain();
    if (!pixels_ || QFileInfo(session.subject().path) != QFileInfo(image) || !session.subject().truth) return;
    const auto predicted = session.mask(view);
    if (!predicted) return;
    pixels_->deleteLater();
    pixels_.clear();
    session.selection().set(confusedCells(*session.subject().truth, *predicted, pair), pair, this);
  };
  connect(&explain().explain(), &ExplainSession::subjectChanged, pixels_, light);
  connect(&explain().explain(), &ExplainSession::traceChanged, pixels_, light);
  openWithTruth(image, mask);
  light();
}

void WindowPages::ringChosen() {
  if (!explain_ || page() != Page::evaluate) return;  // seen to when it is shown
  ConfusionView::Places places;
  ExplainSession& session = explain_->explain();
  const CellSet& chosen = session.selection().cells();
  if (const auto truth = session.subject().truth; truth && !chosen.empty())
    for (const ViewKind view : {ViewKind::baseline, ViewKind::coarse, ViewKind::refined})
      if (const auto predicted = session.mask(view)) places[view] = confusionOf(*truth, *predicted, chosen);
  evaluation_->confusion().setPlaces(std::move(places));
}

void WindowPages::openWithTruth(const QString& image, const QString& mask) {
  Session& session = window_.session();
  // Truth belongs to the picture that is open, so it waits for that one.
  auto* once = new QObject(this);
  connect(&session, &Session::pictureChanged, once, [&session, once, image, mask] {
    if (QFileInfo(session.document().path()) != QFileInfo(image)) return;
    once->deleteLater();
    if (!mask.isEmpty()) session.openTruth(mask);
  });
  session.openPaths({image});
}

}  // namespace ssa

#include "moc_window_pages.cpp"
