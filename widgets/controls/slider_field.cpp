#include "widgets/controls/slider_field.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

#include "widgets/controls/controls.h"

namespace ssa {

SliderField::SliderField(const char* objectName, const QString& name, Range range, std::function<QString(double)> format,
                         QWidget* parent)
    : QWidget(parent),
      range_(range),
      format_(std::move(format)),
      name_(mutedLabel(this, name)),
      slider_(named(new QSlider(Qt::Horizontal, this), objectName, name)),
      text_(new QLabel(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(name_);
  row->addWidget(slider_, 1);
  row->addWidget(text_);
  name_->setBuddy(slider_);
  slider_->setRange(0, static_cast<int>(std::lround((range_.high - range_.low) / range_.step)));
  slider_->setPageStep(std::max(1, slider_->maximum() / 10));
  slider_->setMinimumWidth(72);
  slider_->setFocusPolicy(Qt::TabFocus);
  slider_->setToolTip(tr("%1; double click for the default").arg(name));
  slider_->installEventFilter(this);
  text_->setTextFormat(Qt::PlainText);
  text_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  text_->setMinimumWidth(
      std::max(fontMetrics().horizontalAdvance(format_(range_.low)), fontMetrics().horizontalAdvance(format_(range_.high))) + 2);
  setValue(range_.standard);
  showValue();
  connect(slider_, &QSlider::valueChanged, this, [this] {
    showValue();
    Q_EMIT valueChanged(value());
  });
}

double SliderField::value() const { return range_.low + slider_->value() * range_.step; }

void SliderField::setValue(double value) {
  const QSignalBlocker quiet(slider_);
  slider_->setValue(static_cast<int>(std::lround((value - range_.low) / range_.step)));
  showValue();
}

void SliderField::setNameWidth(int width_px) { name_->setMinimumWidth(width_px); }

bool SliderField::eventFilter(QObject* watched, QEvent* event) {
  if (watched == slider_ && event->type() == QEvent::MouseButtonDblClick) {
    slider_->setValue(static_cast<int>(std::lround((range_.standard - range_.low) / range_.step)));
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void SliderField::showValue() { text_->setText(format_(value())); }

QString percentText(double fraction) { return QStringLiteral("%1 %").arg(std::lround(fraction * 100)); }

QString signedText(double value) {
  const double clean = std::abs(value) < 0.005 ? 0 : value;
  return (clean > 0 ? QStringLiteral("+%1") : QStringLiteral("%1")).arg(clean, 0, 'f', 2);
}

}  // namespace ssa

#include "moc_slider_field.cpp"
