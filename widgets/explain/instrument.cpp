#include "widgets/explain/instrument.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/explain/figure_menu.h"
#include "widgets/explain/help_bubble.h"
#include "widgets/feedback/messages.h"

namespace ssa {

Instrument::Instrument(const char* name, About about, Needs needs, ExplainSession& session, QWidget* parent)
    : QWidget(parent),
      about_(std::move(about)),
      needs_(needs),
      session_(session),
      stack_(new QStackedWidget(this)),
      whole_(new QWidget(stack_)),
      body_(new QVBoxLayout(whole_)),
      empty_(new EmptyHint("info", this)),
      head_(new QHBoxLayout) {
  named(this, name, about_.title);
  auto* title = new QLabel(about_.title, this);
  title->setProperty("heading", true);
  auto* help = iconButton(this, "instrumentHelp", tr("How to read %1").arg(about_.title), "help");
  connect(help, &QToolButton::clicked, this,
          [this, help] { HelpBubble::show(about_.title, about_.help, about_.formula, *help); });
  figure_ = iconButton(this, "instrumentFigure", tr("Save or copy as a figure"), "save");
  figure_->setPopupMode(QToolButton::InstantPopup);
  figure_->setMenu(new FigureMenu(*this));
  head_->setContentsMargins(12, 8, 8, 8);
  head_->setSpacing(8);
  head_->addWidget(title);
  head_->addStretch(1);
  head_->addWidget(figure_);
  head_->addWidget(help);
  body_->setContentsMargins(0, 0, 0, 0);
  body_->setSpacing(0);
  empty_->setObjectName(QString::fromLatin1(name) + QStringLiteral("Empty"));
  stack_->addWidget(whole_);
  stack_->addWidget(empty_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(head_);
  column->addWidget(stack_, 1);
  connect(&session, &ExplainSession::subjectChanged, this, [this] {
    setOverlay({}, {});
    forget();
    renew();
  });
  connect(&session, &ExplainSession::traceChanged, this, &Instrument::renew);
  connect(&session, &ExplainSession::labelsChanged, this, &Instrument::renew);
}

void Instrument::addToHead(QWidget* widget) { head_->insertWidget(head_->count() - 2, widget); }

void Instrument::setOverlay(const QImage& image, const QString& title) {
  if (image.isNull() && overlay_.isNull()) return;
  overlay_ = image;
  overlayTitle_ = title;
  Q_EMIT overlayChanged();
}

void Instrument::pictureClicked(QPointF, Qt::KeyboardModifiers) {}
void Instrument::pictureHovered(std::optional<QPointF>) {}

QString Instrument::missing() const {
  const ExplainSubject& subject = session_.subject();
  const Needs needed = needs();
  if (needed != Needs(Nothing) && subject.isEmpty()) return tr("Open a picture: drop one here, or choose one on the page View.");
  const auto pending = [this, &subject](Slot slot) -> QString {
    if (!subject.model(slot)) return {};
    if (session_.traceState(slot) == TraceState::running || session_.traceState(slot) == TraceState::none)
      return slot == Slot::ssa ? tr("The SSA model is looking at the picture…") : tr("The baseline is looking at the picture…");
    if (session_.traceState(slot) != TraceState::failed) return {};
    if (session_.traceError(slot).code == ErrorCode::stopped)
      return tr("Looking at the picture was stopped. Open it again to start anew.");
    return textAndRemedy(session_.traceError(slot), subject.title);
  };
  if (needed & AnyModel) {
    if (!subject.model(Slot::baseline) && !subject.model(Slot::ssa)) return tr("Load a model in the bar above.");
    if (!session_.trace(Slot::baseline) && !session_.trace(Slot::ssa)) {
      const QString ssa = pending(Slot::ssa);
      return ssa.isEmpty() ? pending(Slot::baseline) : ssa;
    }
  }
  if (needed & SsaModel) {
    if (!subject.model(Slot::ssa)) return tr("Load a model with the SSA classifier in the bar above.");
    if (!subject.isAdaptive(Slot::ssa))
      return tr("The model in the SSA slot has a plain classifier, which adapts nothing. Load one with the SSA classifier.");
    if (!session_.trace(Slot::ssa)) return pending(Slot::ssa);
  }
  if (needed & Baseline) {
    if (!subject.model(Slot::baseline)) return tr("Load a baseline in the bar above.");
    if (!session_.trace(Slot::baseline)) return pending(Slot::baseline);
  }
  if ((needed & Truth) && !subject.truth)
    return tr("This picture has no truth. Open its mask with “Open truth…” in the menu File.");
  return alsoMissing();
}

void Instrument::renew() {
  stale_ = true;
  if (!isVisible()) return;
  stale_ = false;
  const QString what = missing();
  if (!what.isEmpty()) {
    empty_->setText(what, about_.purpose);
    figure_->setEnabled(false);
    return stack_->setCurrentIndex(1);
  }
  figure_->setEnabled(true);
  stack_->setCurrentIndex(0);
  refresh();
}

void Instrument::showFault(const Error& error) {
  if (error.code == ErrorCode::stopped) return;
  const Message message = messageFor(error, subject().title);
  empty_->setText(message.text, message.remedy);
  stack_->setCurrentIndex(1);
}

void Instrument::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (stale_) renew();
}

}  // namespace ssa

#include "moc_instrument.cpp"
