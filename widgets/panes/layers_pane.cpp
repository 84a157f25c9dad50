#include "widgets/panes/layers_pane.h"

#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/actions.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/score_controls.h"
#include "widgets/controls/slider_field.h"
#include "widgets/controls/tone_sliders.h"
#include "widgets/view_state.h"

namespace ssa {

LayersPane::LayersPane(const PaneContext& context, QWidget* parent) : QWidget(parent), state_(context.state) {
  Actions& actions = context.actions;
  opacity_ =
      new SliderField("layerOpacity", tr("Opacity"), {0, 1, 0.01, static_cast<double>(CanvasStyle{}.opacity)}, percentText, this);
  connect(opacity_, &SliderField::valueChanged, this, [this](double value) {
    CanvasStyle style = state_.style();
    style.opacity = static_cast<float>(value);
    style.overlayHidden = false;
    state_.setStyle(style);
  });

  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(8, 8, 8, 8);
  column->setSpacing(8);
  column->addWidget(
      layer(tr("Probe"), tr("What every classifier says of the pixel under the cursor"), actions[ActionId::toggleProbe], {}));
  column->addWidget(
      layer(tr("Colouring"), tr("Classes, or how sure the model is"), nullptr, {new ScoreControls(state_, "layer", this)}));
  column->addWidget(
      layer(tr("Mask"), tr("Classes or differences over the picture"), actions[ActionId::toggleOverlay], {opacity_}));
  column->addWidget(layer(tr("Contours"), tr("Borders instead of filled areas"), actions[ActionId::toggleContours], {}));
  column->addWidget(layer(tr("Pixel grid"), tr("Lines between pixels from 800 % on"), actions[ActionId::togglePixelGrid], {}));
  column->addWidget(layer(tr("Picture"), tr("Display only; the network sees the file as it is"), actions[ActionId::resetTone],
                          {new ToneSliders(state_, "layer", this)}));
  column->addStretch(1);
  auto* area = named(new QScrollArea(this), "layerArea", tr("Layers"));
  area->setWidget(content);
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFrameShape(QFrame::NoFrame);
  area->setFocusPolicy(Qt::NoFocus);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(area);
  connect(&state_, &ViewState::styleChanged, this, &LayersPane::refresh);
  refresh();
}

QWidget* LayersPane::layer(const QString& title, const QString& hint, QAction* toggle, QList<QWidget*> content) {
  auto* frame = new QFrame(this);
  frame->setProperty("card", true);
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(12, 6, 6, 6);
  column->setSpacing(4);
  auto* row = new QHBoxLayout;
  auto* name = new QLabel(title, frame);
  name->setProperty("heading", true);
  frame->setToolTip(hint);
  row->addWidget(name, 1);
  if (toggle) {
    QToolButton* button = actionButton(frame, toggle);
    button->setObjectName(toggle->objectName() + QStringLiteral("Layer"));
    row->addWidget(button);
  }
  column->addLayout(row);
  for (QWidget* widget : content) {
    widget->setParent(frame);
    column->addWidget(widget);
  }
  if (!content.isEmpty()) column->setContentsMargins(12, 6, 6, 8);
  return frame;
}

void LayersPane::refresh() { opacity_->setValue(static_cast<double>(state_.style().opacity)); }

}  // namespace ssa

#include "moc_layers_pane.cpp"
