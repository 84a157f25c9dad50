#include "widgets/controls/empty_hint.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/controls/controls.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ssa {

EmptyHint::EmptyHint(const char* iconName, QWidget* parent)
    : QWidget(parent),
      iconName_(iconName),
      column_(new QVBoxLayout(this)),
      icon_(new QLabel(this)),
      title_(new QLabel(this)),
      hint_(mutedLabel(this)) {
  column_->setContentsMargins(16, 16, 16, 16);
  column_->setSpacing(4);
  column_->addStretch(2);
  column_->addWidget(icon_, 0, Qt::AlignHCenter);
  column_->addSpacing(4);
  for (QLabel* label : {title_, hint_}) {
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter);
    label->setTextFormat(Qt::PlainText);
    column_->addWidget(label);
  }
  column_->addStretch(3);
  title_->setProperty("heading", true);
  drawIcon();
}

void EmptyHint::setText(const QString& title, const QString& hint) {
  title_->setText(title);
  hint_->setText(hint);
  hint_->setVisible(!hint.isEmpty());
}

void EmptyHint::offer(QAction* action) {
  QString text = action->text();
  text.remove(QLatin1Char('&'));
  const QByteArray name = (objectName() + action->objectName()).toLatin1();
  QPushButton* button = pushButton(this, name.constData(), text);
  connect(button, &QPushButton::clicked, action, &QAction::trigger);
  column_->insertSpacing(column_->count() - 1, 8);
  column_->insertWidget(column_->count() - 1, button, 0, Qt::AlignHCenter);
}

void EmptyHint::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) drawIcon();
  QWidget::changeEvent(event);
}

void EmptyHint::drawIcon() {
  icon_->setPixmap(iconPixmap(QLatin1String(iconName_), Theme::current().muted, 28, devicePixelRatioF()));
}

}  // namespace ssa

#include "moc_empty_hint.cpp"
