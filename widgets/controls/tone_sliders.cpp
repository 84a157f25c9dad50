#include "widgets/controls/tone_sliders.h"

#include <QVBoxLayout>

#include <algorithm>

#include "widgets/controls/slider_field.h"
#include "widgets/view_state.h"

namespace ssa {
namespace {

QString plainText(double value) { return QString::number(value, 'f', 2); }

}  // namespace

ToneSliders::ToneSliders(ViewState& state, const char* prefix, QWidget* parent) : QWidget(parent), state_(state) {
  const QByteArray names[] = {QByteArray(prefix) + "Brightness", QByteArray(prefix) + "Contrast", QByteArray(prefix) + "Gamma"};
  brightness_ = new SliderField(names[0].constData(), tr("Brightness"), {-1, 1, 0.02, 0}, signedText, this);
  contrast_ = new SliderField(names[1].constData(), tr("Contrast"), {-1, 1, 0.02, 0}, signedText, this);
  gamma_ = new SliderField(names[2].constData(), tr("Gamma"), {0.2, 5, 0.05, 1}, plainText, this);
  int width = 0;
  for (const QString& text : {tr("Brightness"), tr("Contrast"), tr("Gamma")})
    width = std::max(width, fontMetrics().horizontalAdvance(text));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  for (SliderField* slider : {brightness_, contrast_, gamma_}) {
    slider->setNameWidth(width + 2);
    column->addWidget(slider);
  }
  const auto apply = [this] {
    CanvasStyle style = state_.style();
    style.brightness = static_cast<float>(brightness_->value());
    style.contrast = static_cast<float>(contrast_->value());
    style.gamma = static_cast<float>(gamma_->value());
    state_.setStyle(style);
  };
  for (SliderField* slider : {brightness_, contrast_, gamma_}) connect(slider, &SliderField::valueChanged, this, apply);
  connect(&state, &ViewState::styleChanged, this, &ToneSliders::refresh);
  refresh();
}

void ToneSliders::refresh() {
  brightness_->setValue(static_cast<double>(state_.style().brightness));
  contrast_->setValue(static_cast<double>(state_.style().contrast));
  gamma_->setValue(static_cast<double>(state_.style().gamma));
}

}  // namespace ssa

#include "moc_tone_sliders.cpp"
