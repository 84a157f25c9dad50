#include "widgets/bars/model_bar.h"

#include <QHBoxLayout>
#include <QToolButton>

#include "widgets/actions.h"
#include "widgets/bars/predict_controls.h"
#include "widgets/bars/slot_card.h"
#include "widgets/controls/controls.h"

namespace ssa {

ModelBar::ModelBar(Session& session, Actions& actions, QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("modelBar"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 6, 12, 6);
  row->setSpacing(4);
  row->addWidget(new SlotCard(session, actions, Slot::baseline, this), 1);
  row->addWidget(actionButton(this, actions[ActionId::swapModels]));
  row->addWidget(new SlotCard(session, actions, Slot::ssa, this), 1);
  row->addSpacing(12);
  row->addWidget(new PredictControls(session, actions, this));
}

}  // namespace ssa

#include "moc_model_bar.cpp"
