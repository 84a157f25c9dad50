#include "widgets/feedback/notifier.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/controls/controls.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

const char* toneOf(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      break;
  }
  return "info";
}

}  // namespace

Notifier::Notifier(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      text_(new QLabel(this)),
      remedy_(new QLabel(this)),
      details_(new QLabel(this)),
      waiting_(new QLabel(this)),
      detailsButton_(toolButton(this, "messageDetails", tr("Details"))),
      copyButton_(toolButton(this, "messageCopy", tr("Copy"))),
      closeButton_(iconButton(this, "messageClose", tr("Close message"), "close")) {
  setObjectName(QStringLiteral("notifier"));
  setProperty("notifier", true);
  text_->setObjectName(QStringLiteral("messageText"));
  text_->setProperty("heading", true);
  remedy_->setObjectName(QStringLiteral("messageRemedy"));
  details_->setObjectName(QStringLiteral("messageDetailsText"));
  details_->setProperty("muted", true);
  waiting_->setObjectName(QStringLiteral("messageCount"));
  waiting_->setProperty("muted", true);
  for (QLabel* label : {text_, remedy_, details_}) {
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  detailsButton_->setCheckable(true);

  auto* texts = new QVBoxLayout;
  texts->setSpacing(2);
  texts->addWidget(text_);
  texts->addWidget(remedy_);
  texts->addWidget(details_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 8, 8, 8);
  row->setSpacing(8);
  row->addWidget(icon_, 0, Qt::AlignTop);
  row->addLayout(texts, 1);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(4);
  buttons->addWidget(waiting_);
  buttons->addSpacing(8);
  for (QToolButton* button : {detailsButton_, copyButton_, closeButton_}) buttons->addWidget(button);
  row->addLayout(buttons);
  row->setAlignment(buttons, Qt::AlignTop);

  connect(detailsButton_, &QToolButton::toggled, details_, &QLabel::setVisible);
  connect(copyButton_, &QToolButton::clicked, this, [this] {
    const Message message = current();
    QGuiApplication::clipboard()->setText(message.text + QLatin1Char('\n') + message.remedy + QLatin1Char('\n') +
                                          message.details);
  });
  connect(closeButton_, &QToolButton::clicked, this, &Notifier::dismiss);
  refresh();
}

void Notifier::show(const Message& message) {
  const auto same = [&message](const Message& m) { return m.text == message.text && m.details == message.details; };
  if (message.text.isEmpty() || std::any_of(messages_.begin(), messages_.end(), same)) return;
  ++total_;
  const auto place =
      std::find_if(messages_.begin(), messages_.end(), [&message](const Message& m) { return m.severity < message.severity; });
  messages_.insert(place, message);
  refresh();
}

void Notifier::dismiss() {
  if (messages_.empty()) return;
  messages_.pop_front();
  refresh();
}

void Notifier::clear() {
  messages_.clear();
  refresh();
}

void Notifier::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange && !messages_.empty()) drawIcon();
  QFrame::changeEvent(event);
}

void Notifier::refresh() {
  const Message message = current();
  setVisible(!messages_.empty());
  if (messages_.empty()) return;
  drawIcon();
  text_->setText(message.text);
  remedy_->setText(message.remedy);
  details_->setText(message.details);
  detailsButton_->setVisible(!message.details.isEmpty());
  detailsButton_->setChecked(false);
  details_->setVisible(false);
  waiting_->setText(tr("1 of %1").arg(messages_.size()));
  waiting_->setVisible(messages_.size() > 1);
  setProperty("tone", QString::fromLatin1(toneOf(message.severity)));
  style()->unpolish(this);
  style()->polish(this);
}

void Notifier::drawIcon() {
  const Severity severity = current().severity;
  const Theme& theme = Theme::current();
  const QLatin1String picture(severity == Severity::info ? "info" : severity == Severity::warning ? "warning" : "error");
  const QColor colour = severity == Severity::error ? theme.error : severity == Severity::warning ? theme.warning : theme.accent;
  icon_->setPixmap(iconPixmap(picture, colour, 18, devicePixelRatioF()));
}

}  // namespace ssa

#include "moc_notifier.cpp"
