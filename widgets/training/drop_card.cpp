#include "widgets/training/drop_card.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPushButton>
#include <QStyle>
#include <QUrl>

#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"

namespace ssa {

DropCard::DropCard(const char* objectName, const QString& title, const QString& hint, QWidget* parent)
    : QFrame(parent), hint_(hint), text_(new ElidedLabel(this)) {
  const QByteArray name(objectName);
  choose_ = pushButton(this, (name + "Choose").constData(), tr("Choose…"));
  choose_->setAccessibleName(tr("Choose: %1").arg(title));
  clear_ = pushButton(this, (name + "Clear").constData(), tr("Clear"));
  clear_->setAccessibleName(tr("Clear: %1").arg(title));
  named(static_cast<QFrame*>(this), objectName, title);
  setProperty("card", true);
  setAcceptDrops(true);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(10, 8, 8, 8);
  row->setSpacing(6);
  row->addWidget(text_, 1);
  row->addWidget(clear_);
  row->addWidget(choose_);
  connect(choose_, &QPushButton::clicked, this, &DropCard::chooseRequested);
  connect(clear_, &QPushButton::clicked, this, &DropCard::cleared);
  setPath({});
}

void DropCard::setPath(const QString& path) {
  text_->setText(path.isEmpty() ? hint_ : path);
  text_->setMuted(path.isEmpty());
  text_->setToolTip(path);
  clear_->setVisible(clearable_ && !path.isEmpty());
}

void DropCard::setClearable(bool on) { clearable_ = on; }

void DropCard::setDropping(bool on) {
  setProperty("dropping", on);
  style()->unpolish(this);
  style()->polish(this);
}

void DropCard::dragEnterEvent(QDragEnterEvent* event) {
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) {
      setDropping(true);
      return event->acceptProposedAction();
    }
}

void DropCard::dragLeaveEvent(QDragLeaveEvent*) { setDropping(false); }

void DropCard::dropEvent(QDropEvent* event) {
  setDropping(false);
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) {
      event->acceptProposedAction();
      return Q_EMIT dropped(url.toLocalFile());
    }
}

}  // namespace ssa

#include "moc_drop_card.cpp"
