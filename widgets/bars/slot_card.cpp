#include "widgets/bars/slot_card.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QStyle>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include "app/session/session.h"
#include "widgets/actions.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"
#include "widgets/feedback/messages.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ssa {

SlotCard::SlotCard(Session& session, Actions& actions, Slot slot, QWidget* parent)
    : QFrame(parent), session_(session), actions_(actions), slot_(slot) {
  const bool baseline = slot == Slot::baseline;
  setObjectName(baseline ? QStringLiteral("slotBaseline") : QStringLiteral("slotSsa"));
  setProperty("card", true);
  setAcceptDrops(true);
  mark_ = new QLabel(this);
  QLabel* role = captionLabel(this, baseline ? tr("Baseline") : tr("SSA"));
  role->setMinimumWidth(fontMetrics().horizontalAdvance(tr("Baseline")) + 12);
  name_ = new ElidedLabel(this);
  name_->setStrong(true);
  name_->setObjectName(objectName() + QStringLiteral("Name"));
  state_ = new ElidedLabel(this);
  state_->setMuted(true);
  state_->setMode(Qt::ElideRight);
  state_->setObjectName(objectName() + QStringLiteral("State"));
  untrained_ = new QLabel(tr("untrained"), this);
  untrained_->setProperty("badge", QStringLiteral("warning"));
  untrained_->setToolTip(tr("Its weights are seeded noise; its masks mean nothing"));
  QToolButton* open = actionButton(this, actions[baseline ? ActionId::openBaseline : ActionId::openSsa]);
  open->setIcon(icon("folder"));
  menuButton_ = iconButton(
      this, baseline ? "slotBaselineMenu" : "slotSsaMenu",
      baseline ? tr("Recent models and more for the baseline") : tr("Recent models and more for the SSA model"), "more");
  menu_ = new QMenu(menuButton_);
  menu_->setToolTipsVisible(true);
  menuButton_->setMenu(menu_);
  menuButton_->setPopupMode(QToolButton::InstantPopup);

  auto* titleRow = new QHBoxLayout;
  titleRow->setSpacing(8);
  titleRow->addWidget(name_, 1);
  titleRow->addWidget(untrained_);
  auto* texts = new QVBoxLayout;
  texts->setSpacing(0);
  texts->addLayout(titleRow);
  texts->addWidget(state_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 5, 6, 5);
  row->setSpacing(8);
  row->addWidget(mark_);
  row->addWidget(role);
  row->addLayout(texts, 1);
  row->addWidget(open);
  row->addWidget(menuButton_);

  connect(menu_, &QMenu::aboutToShow, this, &SlotCard::fillMenu);
  connect(&session, &Session::modelsChanged, this, &SlotCard::refresh);
  connect(&session.document(), &Document::changed, this, &SlotCard::refresh);
  refresh();
}

QString SlotCard::hint() const {
  const auto model = session_.model(slot_);
  if (!model) return {};
  QStringList lines{QString::fromStdString(model->title()), QString::fromStdString(model->path.string()),
                    tr("Checkpoint: %1").arg(QString::fromStdString(model->source)),
                    tr("sha256 %1").arg(QString::fromStdString(model->sha256))};
  for (const Warning& warning : session_.modelWarnings(slot_))
    lines += messageFor(warning, QString::fromStdString(model->name)).text;
  return lines.join(QLatin1Char('\n'));
}

void SlotCard::refresh() {
  const Theme& theme = Theme::current();
  const auto model = session_.model(slot_);
  const SlotState state = session_.slotState(slot_);
  QColor colour = theme.faint;
  QString name, text, tip = hint();
  switch (state) {
    case SlotState::empty:
      name = tr("No model");
      text = tr("Drop a checkpoint here, or open one");
      break;
    case SlotState::loading:
      name = model ? QString::fromStdString(model->name) : tr("Loading…");
      text = tr("Loading in the background");
      colour = theme.warning;
      break;
    case SlotState::ready:
      name = QString::fromStdString(model->name);
      text = QString::fromStdString(model->title());
      colour = theme.success;
      if (session_.document().state(slot_) == PredictionState::running) text = tr("%1 · predicting").arg(text);
      break;
    case SlotState::failed: {
      const Message message = messageFor(session_.modelError(slot_));
      name = tr("Could not be loaded");
      text = message.text;
      tip = message.text + QLatin1Char('\n') + message.remedy;
      colour = theme.error;
      break;
    }
  }
  name_->setText(name);
  state_->setText(text);
  setToolTip(tip);
  mark_->setPixmap(iconPixmap(QLatin1String("model"), colour, 20, devicePixelRatioF()));
  untrained_->setVisible(state == SlotState::ready && !model->config.trained);
  setAccessibleName((slot_ == Slot::baseline ? tr("Baseline: %1, %2") : tr("SSA model: %1, %2")).arg(name, text));
}

void SlotCard::fillMenu() {
  menu_->clear();
  const QStringList recent = session_.recentModels();
  QAction* head = menu_->addAction(recent.isEmpty() ? tr("No recent models") : tr("Recent models"));
  head->setEnabled(false);
  for (const QString& path : recent) {
    QAction* action = menu_->addAction(QFileInfo(path).fileName());
    action->setToolTip(path);
    connect(action, &QAction::triggered, this, [this, path] { session_.loadModel(slot_, path); });
  }
  menu_->addSeparator();
  menu_->addAction(actions_[slot_ == Slot::baseline ? ActionId::openBaseline : ActionId::openSsa]);
  menu_->addAction(actions_[slot_ == Slot::baseline ? ActionId::unloadBaseline : ActionId::unloadSsa]);
}

void SlotCard::setDropping(bool dropping) {
  setProperty("dropping", dropping);
  style()->unpolish(this);
  style()->polish(this);
}

void SlotCard::dragEnterEvent(QDragEnterEvent* event) {
  const QList<QUrl> urls = event->mimeData()->urls();
  if (urls.size() != 1 || !urls.first().isLocalFile()) return;
  setDropping(true);
  event->acceptProposedAction();
}

void SlotCard::dragLeaveEvent(QDragLeaveEvent*) { setDropping(false); }

void SlotCard::dropEvent(QDropEvent* event) {
  setDropping(false);
  session_.loadModel(slot_, event->mimeData()->urls().first().toLocalFile());
  event->acceptProposedAction();
}

void SlotCard::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange && name_) refresh();
  QFrame::changeEvent(event);
}

}  // namespace ssa

#include "moc_slot_card.cpp"
