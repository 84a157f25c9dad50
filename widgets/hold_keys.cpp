#include "widgets/hold_keys.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QWidget>

#include "widgets/view_state.h"

namespace ssa {
namespace {

bool isHeldKey(int key) {
  return key == Qt::Key_H || key == Qt::Key_AsciiTilde || key == Qt::Key_QuoteLeft || key == Qt::Key_Dead_Grave ||
         key == Qt::Key_Dead_Tilde;
}

}  // namespace

HoldKeys::HoldKeys(ViewState& state, Canvas& canvas, QObject* parent) : QObject(parent), state_(state), canvas_(canvas) {
  qApp->installEventFilter(this);
}

void HoldKeys::hold(int key, bool down) {
  if (key != Qt::Key_H) {
    canvas_.setBlinkShowsSecond(down);
    return;
  }
  CanvasStyle style = state_.style();
  style.overlayHidden = style.overlayHidden || down;
  canvas_.setStyle(style);
}

bool HoldKeys::eventFilter(QObject* watched, QEvent* event) {
  const QEvent::Type type = event->type();
  if (type == QEvent::ApplicationDeactivate || type == QEvent::WindowDeactivate) {
    hold(Qt::Key_H, false);
    hold(Qt::Key_AsciiTilde, false);
    return false;
  }
  if (type != QEvent::KeyPress && type != QEvent::KeyRelease) return false;
  auto* widget = qobject_cast<QWidget*>(watched);
  const auto* key = static_cast<QKeyEvent*>(event);
  if (!widget || widget->window() != canvas_.window() || !isHeldKey(key->key()) || qobject_cast<QLineEdit*>(watched))
    return false;
  if (key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) return false;
  if (!key->isAutoRepeat()) hold(key->key(), type == QEvent::KeyPress);
  return true;
}

}  // namespace ssa

#include "moc_hold_keys.cpp"
