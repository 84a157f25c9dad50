#include "widgets/explain/relation_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

#include "widgets/controls/controls.h"
#include "widgets/explain/prototype_text.h"

namespace ssa {

RelationBar::RelationBar(QWidget* parent) : QWidget(parent) {
  scope_ = pickList(this, "relationScope", tr("What the matrix is taken over"));
  for (const QString& text : {tr("This picture"), tr("Set: mean"), tr("Set: spread")}) scope_->addItem(text);
  shown_ = pickList(this, "relationShown", tr("Prototypes of the matrix"));
  minus_ = pickList(this, "relationMinus", tr("Prototypes whose matrix is subtracted"));
  variant_ = pickList(this, "relationVariant",
                      tr("How prototypes are compared: 15 times the cosine (reference) or the plain dot product (paper)"));
  for (const QString& text : {tr("Reference"), tr("Paper")}) variant_->addItem(text);
  order_ = pickList(this, "relationOrder", tr("Order of the classes"));
  for (const QString& text : {tr("By index"), tr("By cluster"), tr("By confusion")}) order_->addItem(text);
  scale_ = pickList(this, "relationScale", tr("What the strongest colour means"));
  for (const QString& text : {tr("Scale: max"), tr("Scale: 1")}) scale_->addItem(text);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 0, 12, 4);
  row->setSpacing(6);
  for (QComboBox* list : {scope_, shown_, minus_, variant_, order_, scale_}) {
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list->setMinimumContentsLength(list == shown_ || list == minus_ ? 8 : 6);
    list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    if (list == minus_) row->addWidget(mutedLabel(this, tr("minus")));
    row->addWidget(list, list == shown_ || list == minus_ || list == variant_ ? 3 : 2);
  }
  for (QComboBox* list : {shown_, minus_, variant_, order_})
    connect(list, &QComboBox::currentIndexChanged, this, &RelationBar::asked);
  connect(shown_, &QComboBox::currentTextChanged, this, [this](const QString& text) { wanted_ = text; });
  connect(minus_, &QComboBox::currentTextChanged, this, [this](const QString& text) { wantedMinus_ = text; });
  connect(scale_, &QComboBox::currentIndexChanged, this, [this](int index) { Q_EMIT scaleChosen(index == 1); });
  connect(scope_, &QComboBox::currentIndexChanged, this, [this] {
    minus_->setEnabled(scope() != Scope::setSpread);
    minus_->setToolTip(minus_->isEnabled() ? minus_->accessibleName() : tr("A spread has nothing to subtract"));
    Q_EMIT scopeChanged();
  });
}

RelationBar::Scope RelationBar::scope() const { return static_cast<Scope>(std::max(0, scope_->currentIndex())); }
void RelationBar::setScope(Scope scope) { scope_->setCurrentIndex(static_cast<int>(scope)); }

void RelationBar::fill(QComboBox& list, const QString& first, const QString& wanted) {
  const QSignalBlocker quiet(&list);
  list.clear();
  if (!first.isEmpty()) list.addItem(first);
  for (const RelationSource& source : sources_)
    list.addItem(QStringLiteral("%1 · %2").arg(slotTitle(source.slot), prototypeTitle(source.kind)));
  list.setCurrentIndex(std::max(0, list.findText(wanted)));
}

void RelationBar::setSources(std::vector<RelationSource> sources, bool truth) {
  sources_ = std::move(sources);
  fill(*shown_, {}, wanted_);
  fill(*minus_, tr("nothing"), wantedMinus_);
  const int confusion = static_cast<int>(RelationOrder::confusion);
  if (!truth && scope() == Scope::picture && order_->currentIndex() == confusion) {
    const QSignalBlocker quiet(order_);
    order_->setCurrentIndex(0);
  }
  order_->setItemData(confusion, truth ? QString() : tr("Needs truth"), Qt::ToolTipRole);
}

RelationQuestion RelationBar::question() const {
  RelationQuestion question;
  const auto at = [this](int index) { return sources_[static_cast<std::size_t>(index)]; };
  if (!sources_.empty()) question.shown = at(std::max(0, shown_->currentIndex()));
  if (minus_->currentIndex() > 0 && scope() != Scope::setSpread) question.minus = at(minus_->currentIndex() - 1);
  question.variant = variant_->currentIndex() == 1 ? RelationVariant::paper : RelationVariant::reference;
  question.order = static_cast<RelationOrder>(std::max(0, order_->currentIndex()));
  return question;
}

}  // namespace ssa

#include "moc_relation_bar.cpp"
