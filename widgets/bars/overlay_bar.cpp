#include "widgets/bars/overlay_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QWidgetAction>

#include "widgets/actions.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/legend_strip.h"
#include "widgets/controls/score_controls.h"
#include "widgets/controls/slider_field.h"
#include "widgets/controls/tone_sliders.h"
#include "widgets/difference_navigator.h"
#include "widgets/theme/icons.h"
#include "widgets/view_state.h"

namespace ssa {

OverlayBar::OverlayBar(ViewState& state, Actions& actions, DifferenceNavigator& differences, QWidget* parent)
    : QFrame(parent), state_(state), actions_(actions), differences_(differences) {
  setObjectName(QStringLiteral("overlayBar"));
  setProperty("bar", true);
  opacity_ =
      new SliderField("opacity", tr("Overlay"), {0, 1, 0.01, static_cast<double>(CanvasStyle{}.opacity)}, percentText, this);
  opacity_->setMaximumWidth(220);
  auto* score = new ScoreControls(state, "bar", this);
  score->setMaximumWidth(360);

  tone_ = iconButton(this, "tone", tr("Brightness, contrast and gamma"), "tone");
  auto* popover = new QMenu(tone_);
  auto* toneAction = new QWidgetAction(popover);
  auto* toneSliders = new ToneSliders(state, "popover", popover);
  toneSliders->setContentsMargins(12, 8, 12, 8);
  toneSliders->setMinimumWidth(300);
  toneAction->setDefaultWidget(toneSliders);
  popover->addAction(toneAction);
  popover->addAction(actions[ActionId::resetTone]);
  tone_->setMenu(popover);
  tone_->setPopupMode(QToolButton::InstantPopup);
  tone_->setCheckable(true);

  counter_ = named(new QLabel(this), "differenceCounter", tr("Difference region"));
  legend_ = named(new LegendStrip(this), "differenceLegend", tr("Pixels gained, lost and wrong in both"));

  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 4, 8, 4);
  row->setSpacing(4);
  row->addWidget(actionButton(this, actions[ActionId::toggleOverlay]));
  row->addWidget(opacity_);
  row->addWidget(actionButton(this, actions[ActionId::toggleContours]));
  row->addWidget(verticalRule(this));
  row->addWidget(score);
  row->addWidget(verticalRule(this));
  row->addWidget(tone_);
  row->addWidget(actionButton(this, actions[ActionId::toggleProbe]));
  row->addStretch(1);
  row->addWidget(legend_, 100);
  row->addSpacing(8);
  row->addWidget(actionButton(this, actions[ActionId::previousDifference]));
  row->addWidget(counter_);
  row->addWidget(actionButton(this, actions[ActionId::nextDifference]));

  connect(opacity_, &SliderField::valueChanged, this, [this](double value) {
    CanvasStyle style = state_.style();
    style.opacity = static_cast<float>(value);
    style.overlayHidden = false;
    state_.setStyle(style);
  });
  connect(&state, &ViewState::styleChanged, this, &OverlayBar::refresh);
  connect(&state, &ViewState::probeChanged, this, &OverlayBar::refresh);
  connect(&differences, &DifferenceNavigator::changed, this, &OverlayBar::refreshDifferences);
  refresh();
  refreshDifferences();
}

void OverlayBar::refresh() {
  const CanvasStyle& style = state_.style();
  opacity_->setValue(static_cast<double>(style.opacity));
  actions_.setChecked(ActionId::toggleOverlay, !style.overlayHidden);
  actions_.setChecked(ActionId::toggleContours, style.contoursOnly);
  actions_.setChecked(ActionId::togglePixelGrid, style.pixelGrid);
  actions_.setChecked(ActionId::toggleProbe, state_.probe());
  const CanvasStyle plain;
  tone_->setChecked(style.brightness != plain.brightness || style.contrast != plain.contrast || style.gamma != plain.gamma);
}

void OverlayBar::refreshDifferences() {
  legend_->setItems(differences_.legend());
  counter_->setText(differences_.counter());
  counter_->setToolTip(differences_.description());
  const bool any = differences_.count() > 0;
  actions_[ActionId::nextDifference]->setEnabled(any);
  actions_[ActionId::previousDifference]->setEnabled(any);
}

void OverlayBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) refreshDifferences();
  QFrame::changeEvent(event);
}

}  // namespace ssa

#include "moc_overlay_bar.cpp"
