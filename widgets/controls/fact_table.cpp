#include "widgets/controls/fact_table.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <iterator>

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
  std::vector<std::pair<QString, QString>> shown;
  std::copy_if(facts.begin(), facts.end(), std::back_inserter(shown), [](const auto& fact) { return !fact.second.isEmpty(); });
  // Lines stay as long as their number does: what is told several times a second must not flicker.
  if (lines_.size() != shown.size()) {
    for (const auto& [name, value] : lines_) {
      delete name;
      delete value;
    }
    lines_.clear();
    for (std::size_t row = 0; row < shown.size(); ++row) {
      lines_.emplace_back(mutedLabel(this), new ElidedLabel(this));
      grid_->addWidget(lines_.back().first, static_cast<int>(row), 0);
      grid_->addWidget(lines_.back().second, static_cast<int>(row), 1);
    }
  }
  for (std::size_t row = 0; row < shown.size(); ++row) {
    lines_[row].first->setText(shown[row].first);
    lines_[row].second->setText(shown[row].second);
  }
}

}  // namespace ssa

#include "moc_fact_table.cpp"
