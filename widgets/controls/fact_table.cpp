#include "widgets/controls/fact_table.h"

#include <QGridLayout>
#include <QLabel>

#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"

namespace ssa {

FactTable::FactTable(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(12);
  grid_->setVerticalSpacing(3);
  grid_->setColumnStretch(1, 1);
}

void FactTable::setFacts(const std::vector<std::pair<QString, QString>>& facts) {
  while (QLayoutItem* item = grid_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  int row = 0;
  for (const auto& [name, value] : facts) {
    if (value.isEmpty()) continue;
    grid_->addWidget(mutedLabel(this, name), row, 0);
    auto* text = new ElidedLabel(this);
    text->setText(value);
    grid_->addWidget(text, row, 1);
    ++row;
  }
}

}  // namespace ssa

#include "moc_fact_table.cpp"
