#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QInputDevice>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QStyleHints>
#include <QToolTip>
#include <QUrl>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/canvas/canvas_private.h"

namespace ssa {
namespace {

constexpr double kZoomPerNotch = 1.25;
constexpr double kGripHalf_px = 10;
constexpr int kNotch = 120;
constexpr quint32 kKeyLeftOfOne = 49;  ///< X11 scan code: ~ is elsewhere or dead on many layouts

bool isBlinkKey(const QKeyEvent& event) {
  switch (event.key()) {
    case Qt::Key_QuoteLeft:
    case Qt::Key_AsciiTilde:
    case Qt::Key_Dead_Tilde:
    case Qt::Key_Dead_Grave:
      return true;
    default:
      return event.nativeScanCode() == kKeyLeftOfOne;
  }
}

bool isHoldKey(const QKeyEvent& event) {
  return !(event.modifiers() & ~Qt::ShiftModifier) &&
         (event.key() == Qt::Key_Space || event.key() == Qt::Key_H || isBlinkKey(event));
}

QStringList localPaths(const QMimeData* data) {
  QStringList paths;
  for (const QUrl& url : data->urls())
    if (url.isLocalFile()) paths << url.toLocalFile();
  return paths;
}

}  // namespace

int Canvas::Private::viewAt(QPointF pos_in_widget) const {
  if (views.empty() || !QRectF(q->rect()).contains(pos_in_widget)) return -1;
  const QPoint device = (pos_in_widget * q->devicePixelRatioF()).toPoint();
  for (const Shown& view : shown())
    if (view.clip_device.contains(device)) return view.view;
  return isGrid() ? -1 : shown().back().view;
}

bool Canvas::Private::nearSwipeLine(QPointF pos_in_widget) const {
  return isSwipe() && !isEmpty() && std::abs(pos_in_widget.x() - q->width() * swipe) <= kGripHalf_px;
}

void Canvas::Private::hover(QPointF pos_in_widget) {
  int view = -1;
  if (const auto pos_in_image = q->imageFromWidget(pos_in_widget, &view)) {
    hovering = true;
    Q_EMIT q->hovered(*pos_in_image, view);
  } else if (hovering) {
    hovering = false;
    Q_EMIT q->hoverLeft();
  }
}

void Canvas::Private::updateCursor(QPointF pos_in_widget) {
  if (isEmpty()) {
    q->unsetCursor();
  } else if (gesture == Gesture::pan) {
    q->setCursor(Qt::ClosedHandCursor);
  } else if (gesture == Gesture::swipe || (nearSwipeLine(pos_in_widget) && !spaceHeld)) {
    q->setCursor(Qt::SplitHCursor);
  } else if (spaceHeld) {
    q->setCursor(Qt::OpenHandCursor);
  } else {
    q->setCursor(Qt::CrossCursor);
  }
}

void Canvas::mousePressEvent(QMouseEvent* event) {
  const QPointF pos_in_widget = event->position();
  d_->pressed_in_widget = d_->last_in_widget = pos_in_widget;
  if (d_->isEmpty() || d_->gesture != Private::Gesture::none) return;
  d_->setActive(d_->viewAt(pos_in_widget));
  if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && d_->spaceHeld))
    d_->gesture = Private::Gesture::pan;
  else if (event->button() == Qt::LeftButton)
    d_->gesture = d_->nearSwipeLine(pos_in_widget) ? Private::Gesture::swipe : Private::Gesture::press;
  d_->updateCursor(pos_in_widget);
}

void Canvas::mouseMoveEvent(QMouseEvent* event) {
  const QPointF pos_in_widget = event->position();
  if (d_->gesture == Private::Gesture::press &&
      (pos_in_widget - d_->pressed_in_widget).manhattanLength() >= QGuiApplication::styleHints()->startDragDistance())
    d_->gesture = Private::Gesture::pan;
  if (d_->gesture == Private::Gesture::swipe)
    setSwipePosition(pos_in_widget.x() / width());
  else if (d_->gesture == Private::Gesture::pan) {
    panBy(pos_in_widget - d_->last_in_widget);
    d_->last_in_widget = pos_in_widget;
  }
  d_->updateCursor(pos_in_widget);
  d_->hover(pos_in_widget);
}

void Canvas::mouseReleaseEvent(QMouseEvent* event) {
  const bool wasClick = d_->gesture == Private::Gesture::press && event->button() == Qt::LeftButton;
  if (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton) d_->gesture = Private::Gesture::none;
  d_->updateCursor(event->position());
  int view = -1;
  if (const auto pos_in_image = imageFromWidget(event->position(), &view); wasClick && pos_in_image)
    Q_EMIT clicked(*pos_in_image, view, event->modifiers());
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && d_->isSwipe()) {
    d_->gesture = Private::Gesture::none;
    setSwipePosition(0.5);
  } else {
    mousePressEvent(event);
  }
}

void Canvas::wheelEvent(QWheelEvent* event) {
  event->accept();
  if (d_->isEmpty()) return;
  d_->setActive(d_->viewAt(event->position()));
  const bool zooms = event->modifiers() & Qt::ControlModifier;
  // Two fingers on a touchpad move the picture, as they do in every other window; with Ctrl they zoom like a wheel.
  if (event->device()->type() == QInputDevice::DeviceType::TouchPad && !event->pixelDelta().isNull() && !zooms) {
    panBy(event->pixelDelta());
    d_->hover(event->position());
    return;
  }
  const QPoint turned = event->angleDelta();
  const double notches = static_cast<double>(turned.y() != 0 ? turned.y() : turned.x()) / kNotch;
  if (notches != 0) setZoom(zoom() * std::pow(kZoomPerNotch, notches), event->position());
  d_->hover(event->position());
}

void Canvas::leaveEvent(QEvent*) {
  if (std::exchange(d_->hovering, false)) Q_EMIT hoverLeft();
}

bool Canvas::Private::holdKey(const QKeyEvent& event, bool down) {
  if (down ? !isHoldKey(event) : !(event.key() == Qt::Key_Space || event.key() == Qt::Key_H || isBlinkKey(event))) return false;
  if (event.isAutoRepeat()) return true;
  if (event.key() == Qt::Key_Space)
    spaceHeld = down;
  else if (event.key() == Qt::Key_H)
    hideHeld = down;
  else
    blinkHeld = down;
  updateCursor(q->mapFromGlobal(QCursor::pos()));
  q->update();
  return true;
}

void Canvas::Private::releaseKeys() {
  spaceHeld = hideHeld = blinkHeld = false;
  q->update();
}

void Canvas::keyPressEvent(QKeyEvent* event) {
  if (d_->holdKey(*event, true)) return;
  const double step = std::min(width(), height()) / 8.0;
  switch (event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier ? event->key() : 0) {
    case Qt::Key_Left:
      return panBy({step, 0});
    case Qt::Key_Right:
      return panBy({-step, 0});
    case Qt::Key_Up:
      return panBy({0, step});
    case Qt::Key_Down:
      return panBy({0, -step});
    default:
      QOpenGLWidget::keyPressEvent(event);
  }
}

void Canvas::keyReleaseEvent(QKeyEvent* event) {
  if (!d_->holdKey(*event, false)) QOpenGLWidget::keyReleaseEvent(event);
}

void Canvas::dragEnterEvent(QDragEnterEvent* event) {
  if (localPaths(event->mimeData()).isEmpty()) return;
  event->setDropAction(Qt::CopyAction);
  event->accept();
  d_->dropping = true;
  update();
}

void Canvas::dropEvent(QDropEvent* event) {
  d_->dropping = false;
  update();
  const QStringList paths = localPaths(event->mimeData());
  if (paths.isEmpty()) return;
  event->setDropAction(Qt::CopyAction);
  event->accept();
  Q_EMIT pathsDropped(paths);
}

bool Canvas::event(QEvent* event) {
  switch (event->type()) {
    case QEvent::ShortcutOverride:
      if (isHoldKey(static_cast<QKeyEvent&>(*event))) {
        event->accept();
        return true;
      }
      break;
    case QEvent::FocusOut:
      d_->releaseKeys();
      break;
    case QEvent::DragLeave:
      d_->dropping = false;
      update();
      break;
    case QEvent::ContextMenu: {
      const QPoint pos_in_widget = static_cast<QContextMenuEvent*>(event)->pos();
      const int view = d_->viewAt(pos_in_widget);
      if (view >= 0) Q_EMIT contextMenuRequested(pos_in_widget, view);
      event->accept();
      return true;
    }
    case QEvent::ToolTip: {
      const auto* help = static_cast<QHelpEvent*>(event);
      for (const auto& [box, view] : d_->captionBoxes)
        if (box.contains(help->pos()) && view < static_cast<int>(d_->views.size()))
          return QToolTip::showText(help->globalPos(), d_->views[static_cast<std::size_t>(view)].toolTip, this, box.toRect()),
                 true;
      QToolTip::hideText();
      event->ignore();
      return true;
    }
    case QEvent::NativeGesture: {
      const auto* pinch = static_cast<QNativeGestureEvent*>(event);
      if (pinch->gestureType() != Qt::ZoomNativeGesture || d_->isEmpty()) break;
      d_->setActive(d_->viewAt(pinch->position()));
      setZoom(zoom() * (1 + pinch->value()), pinch->position());
      return true;
    }
    case QEvent::Resize: {
      const bool handled = QOpenGLWidget::event(event);
      d_->fresh = true;
      if (!d_->isEmpty()) Q_EMIT viewChanged();  // a fitted picture's zoom follows
      return handled;
    }
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::FontChange:
      d_->refreshTheme();
      d_->probeCharacters.clear();
      d_->updateProbe();
      update();
      break;
    default:
      break;
  }
  return QOpenGLWidget::event(event);
}

}  // namespace ssa
