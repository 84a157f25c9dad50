#include "widgets/controls/elided_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace ssa {

ElidedLabel::ElidedLabel(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void ElidedLabel::setText(const QString& text) {
  if (text == text_) return;
  text_ = text;
  updateGeometry();
  update();
}

void ElidedLabel::setMode(Qt::TextElideMode mode) { mode_ = mode; }

void ElidedLabel::setStrong(bool strong) {
  QFont changed = font();
  changed.setWeight(strong ? QFont::DemiBold : QFont::Normal);
  setFont(changed);
}

void ElidedLabel::setMuted(bool muted) {
  muted_ = muted;
  update();
}

QSize ElidedLabel::sizeHint() const { return {fontMetrics().horizontalAdvance(text_) + 2, fontMetrics().height() + 2}; }
QSize ElidedLabel::minimumSizeHint() const { return {24, fontMetrics().height() + 2}; }

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
  painter.setPen(palette().color(group, muted_ ? QPalette::PlaceholderText : QPalette::WindowText));
  painter.drawText(rect(), static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft), fontMetrics().elidedText(text_, mode_, width()));
}

bool ElidedLabel::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
    if (fontMetrics().horizontalAdvance(text_) > width())
      QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text_, this);
    return true;
  }
  return QWidget::event(event);
}

}  // namespace ssa

#include "moc_elided_label.cpp"
