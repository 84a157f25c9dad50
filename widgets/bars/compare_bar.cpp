#include "widgets/bars/compare_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>

#include "widgets/actions.h"
#include "widgets/controls/controls.h"
#include "widgets/view_state.h"

namespace ssa {

CompareBar::CompareBar(ViewState& state, Actions& actions, QWidget* parent) : QFrame(parent), state_(state), actions_(actions) {
  setObjectName(QStringLiteral("compareBar"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 4, 8, 4);
  row->setSpacing(4);
  QList<QToolButton*> modes;
  for (const ActionId id : {ActionId::modeSingle, ActionId::modeGrid, ActionId::modeSwipe, ActionId::modeBlink})
    modes += actionButton(this, actions[id]);
  joinSegments(modes);
  auto* segments = new QHBoxLayout;
  segments->setSpacing(0);
  for (QToolButton* button : modes) segments->addWidget(button);
  row->addLayout(segments);
  row->addSpacing(8);
  for (int i = 0; i < kMaxViews; ++i) {
    const QByteArray name = "view" + QByteArray::number(i + 1);
    QComboBox* pick = pickList(this, name.constData(), tr("What view %1 shows").arg(i + 1));
    for (const ViewKind kind : kViewKinds) pick->addItem(titleOf(kind), static_cast<int>(kind));
    connect(pick, &QComboBox::activated, this, [this, i, pick] {
      state_.setActiveView(i);
      state_.setView(i, static_cast<ViewKind>(pick->currentData().toInt()));
    });
    pick->setMinimumWidth(80);  // shrinks before the window stops to
    picks_[static_cast<std::size_t>(i)] = pick;
    row->addWidget(pick);
  }
  fewer_ = actionButton(this, actions[ActionId::fewerViews]);
  more_ = actionButton(this, actions[ActionId::moreViews]);
  link_ = actionButton(this, actions[ActionId::toggleLink]);
  row->addWidget(fewer_);
  row->addWidget(more_);
  row->addWidget(link_);
  row->addStretch(1);
  for (const ActionId id : {ActionId::fit, ActionId::actualSize, ActionId::zoomOut, ActionId::zoomIn})
    row->addWidget(actionButton(this, actions[id]));
  row->addWidget(verticalRule(this));
  for (const ActionId id : {ActionId::copyView, ActionId::saveView, ActionId::saveMask})
    if (id != ActionId::saveView) row->addWidget(actionButton(this, actions[id]));
  connect(&state, &ViewState::viewsChanged, this, &CompareBar::refresh);
  connect(&state, &ViewState::linkedChanged, this, &CompareBar::refresh);
  refresh();
}

void CompareBar::refresh() {
  const CompareMode mode = state_.mode();
  const int count = state_.viewCount();
  for (int i = 0; i < kMaxViews; ++i) {
    QComboBox* pick = picks_[static_cast<std::size_t>(i)];
    pick->setCurrentIndex(pick->findData(static_cast<int>(state_.view(i))));
    pick->setVisible(i < count);
  }
  const bool grid = mode == CompareMode::grid;
  for (QToolButton* button : {fewer_, more_, link_}) button->setVisible(grid);
  const ActionId checked = mode == CompareMode::single  ? ActionId::modeSingle
                           : mode == CompareMode::grid  ? ActionId::modeGrid
                           : mode == CompareMode::swipe ? ActionId::modeSwipe
                                                        : ActionId::modeBlink;
  actions_.setChecked(checked, true);
  actions_.setChecked(ActionId::toggleLink, state_.linked());
  actions_[ActionId::moreViews]->setEnabled(!grid || count < kMaxViews);
  actions_[ActionId::fewerViews]->setEnabled(!grid || count > 2);
}

}  // namespace ssa

#include "moc_compare_bar.cpp"
