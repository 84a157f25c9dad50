#include "widgets/hold_keys.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>

#include "widgets/canvas/canvas.h"

namespace ssa {
namespace {

bool isHeldKey(int key) {
  return key == Qt::Key_H || key == Qt::Key_Space || key == Qt::Key_AsciiTilde || key == Qt::Key_QuoteLeft ||
         key == Qt::Key_Dead_Grave || key == Qt::Key_Dead_Tilde;
}

bool takesKey(QObject* widget, int key) {
  if (qobject_cast<QLineEdit*>(widget)) return true;
  return key == Qt::Key_Space &&
         (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QAbstractItemView*>(widget) || qobject_cast<QComboBox*>(widget));
}

}  // namespace

HoldKeys::HoldKeys(Canvas& canvas, QObject* parent) : QObject(parent), canvas_(canvas) { qApp->installEventFilter(this); }

bool HoldKeys::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress && event->type() != QEvent::KeyRelease) return false;
  const auto* widget = qobject_cast<QWidget*>(watched);
  auto* key = static_cast<QKeyEvent*>(event);
  if (!widget || widget == &canvas_ || widget->window() != canvas_.window()) return false;
  if (!isHeldKey(key->key()) || takesKey(watched, key->key())) return false;
  if (key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) return false;
  QCoreApplication::sendEvent(&canvas_, key);
  return true;
}

}  // namespace ssa

#include "moc_hold_keys.cpp"
