#include "widgets/controls/score_controls.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include "widgets/controls/controls.h"
#include "widgets/controls/slider_field.h"
#include "widgets/view_state.h"

namespace ssa {

ScoreControls::ScoreControls(ViewState& state, const char* prefix, QWidget* parent) : QWidget(parent), state_(state) {
  const QByteArray name(prefix);
  kind_ = pickList(this, (name + "Score").constData(), tr("What the masks are coloured by"));
  for (const ScoreKind kind : kScoreKinds) kind_->addItem(titleOf(kind));
  threshold_ = new SliderField((name + "Threshold").constData(), tr("from"), {0, 1, 0.01, 0}, percentText, this);
  below_ = named(new QCheckBox(tr("below"), this), (name + "Below").constData(), tr("Show the pixels below the threshold"));
  below_->setToolTip(tr("Show the pixels below the threshold instead: where the model is unsure"));
  below_->setFocusPolicy(Qt::TabFocus);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(kind_);
  row->addWidget(threshold_, 1);
  row->addWidget(below_);
  connect(kind_, &QComboBox::activated, this, &ScoreControls::apply);
  connect(threshold_, &SliderField::valueChanged, this, &ScoreControls::apply);
  connect(below_, &QCheckBox::toggled, this, &ScoreControls::apply);
  connect(&state, &ViewState::scoreChanged, this, &ScoreControls::refresh);
  refresh();
}

void ScoreControls::refresh() {
  const ViewState::Score& score = state_.score();
  kind_->setCurrentIndex(static_cast<int>(score.kind));
  threshold_->setValue(score.threshold);
  const QSignalBlocker quiet(below_);
  below_->setChecked(score.below);
  const bool on = score.kind != ScoreKind::none;
  threshold_->setVisible(on);
  below_->setVisible(on);
}

void ScoreControls::apply() { state_.setScore({kScoreKinds[kind_->currentIndex()], threshold_->value(), below_->isChecked()}); }

}  // namespace ssa

#include "moc_score_controls.cpp"
