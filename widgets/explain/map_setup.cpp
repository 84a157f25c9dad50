#include "widgets/explain/map_setup.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/controls/controls.h"
#include "widgets/explain/prototype_text.h"

namespace ssa {

MapSetup::MapSetup(ExplainSession& session, QWidget* parent) : QWidget(parent), sources_(new MapSourceBar(session, this)) {
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  rows->addWidget(sources_);
  rows->addWidget(makeBar());
  rows->addWidget(makeNumbers());
  connect(sources_, &MapSourceBar::scopeChanged, this, &MapSetup::scopeChanged);
  connect(sources_, &MapSourceBar::changed, this, &MapSetup::changed);
  for (QComboBox* list : {space_, dimensions_, metric_}) connect(list, &QComboBox::currentIndexChanged, this, &MapSetup::changed);
  connect(colour_, &QComboBox::currentIndexChanged, this, &MapSetup::colourChanged);
  connect(go_, &QPushButton::clicked, this, &MapSetup::goClicked);
  for (QDoubleSpinBox* field : {perplexity_, rate_})
    connect(field, &QDoubleSpinBox::valueChanged, this, &MapSetup::numbersChanged);
  for (QSpinBox* field : {iterations_, seed_}) connect(field, &QSpinBox::valueChanged, this, &MapSetup::numbersChanged);
}

QWidget* MapSetup::makeBar() {
  auto* bar = new QWidget(this);
  bar_ = new QHBoxLayout(bar);
  bar_->setContentsMargins(12, 0, 12, 4);
  bar_->setSpacing(6);
  space_ = pickList(bar, "mapSpace", tr("Feature space"));
  space_->addItem(tr("F with S"));
  space_->addItem(tr("F + P_f with Q"));
  auto* kinds = pushButton(bar, "mapKinds", tr("Prototypes"));
  kinds->setToolTip(tr("Which prototypes stand on the map"));
  kindMenu_ = new QMenu(kinds);
  kindMenu_->setObjectName(QStringLiteral("mapKindsMenu"));
  kinds->setMenu(kindMenu_);
  colour_ = pickList(bar, "mapColour", tr("Colour of the points"));
  for (const QString& text : {tr("Colour: prediction"), tr("Colour: truth"), tr("Colour: confidence"),
                              tr("Colour: right or wrong"), tr("Colour: picture")})
    colour_->addItem(text);
  dimensions_ = pickList(bar, "mapDimensions", tr("Dimensions of the map"));
  dimensions_->addItem(tr("2-D"));
  dimensions_->addItem(tr("3-D"));
  go_ = pushButton(bar, "mapRun", tr("Run"));
  go_->setProperty("primary", true);
  for (QWidget* widget : {static_cast<QWidget*>(space_), static_cast<QWidget*>(kinds), static_cast<QWidget*>(colour_),
                          static_cast<QWidget*>(dimensions_)})
    bar_->addWidget(widget);
  bar_->addStretch(1);
  bar_->addWidget(go_);
  return bar;
}

QWidget* MapSetup::makeNumbers() {
  auto* bar = new QWidget(this);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(12, 0, 12, 6);
  row->setSpacing(6);
  const auto add = [row, bar](const QString& name, QWidget* field) {
    auto* label = mutedLabel(bar, name);
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field);
    row->addSpacing(6);
  };
  metric_ = pickList(bar, "mapMetric", tr("Distance between features"));
  metric_->addItem(tr("cosine"), static_cast<int>(EmbeddingMetric::cosine));
  metric_->addItem(tr("Euclidean"), static_cast<int>(EmbeddingMetric::euclidean));
  perplexity_ = named(new QDoubleSpinBox(bar), "mapPerplexity", tr("Perplexity"));
  perplexity_->setRange(1, 1000);
  perplexity_->setDecimals(0);
  perplexity_->setValue(30);
  perplexity_->setToolTip(tr("How many neighbours a point has in effect"));
  rate_ = named(new QDoubleSpinBox(bar), "mapRate", tr("Learning rate"));
  rate_->setRange(0, 1e6);
  rate_->setDecimals(0);
  rate_->setSpecialValueText(tr("auto"));
  rate_->setToolTip(tr("Step size as scikit-learn counts it; auto: points / 48, at least 50"));
  iterations_ = named(new QSpinBox(bar), "mapIterations", tr("Iterations"));
  iterations_->setRange(50, 20'000);
  iterations_->setSingleStep(250);
  iterations_->setValue(1000);
  seed_ = named(new QSpinBox(bar), "mapSeed", tr("Seed"));
  seed_->setRange(0, 999'999);
  seed_->setToolTip(tr("Equal seeds give equal maps, bit for bit"));
  add(tr("Distance"), metric_);
  add(tr("Perplexity"), perplexity_);
  add(tr("Rate"), rate_);
  add(tr("Iterations"), iterations_);
  add(tr("Seed"), seed_);
  row->addStretch(1);
  return bar;
}

FeatureSpace MapSetup::space() const { return space_->currentIndex() == 1 ? FeatureSpace::joint : FeatureSpace::decoder; }
int MapSetup::dimensions() const { return dimensions_->currentIndex() == 1 ? 3 : 2; }
int MapSetup::iterations() const { return iterations_->value(); }
MapColour MapSetup::colour() const { return static_cast<MapColour>(std::max(0, colour_->currentIndex())); }

std::vector<PrototypeKind> MapSetup::kinds() const {
  std::vector<PrototypeKind> asked;
  for (const auto& [kind, action] : kindActions_)
    if (action->isChecked()) asked.push_back(kind);
  return asked;
}

MapQuestion MapSetup::question(const CellSet& selected) const {
  MapQuestion question;
  question.source = sources_->source();
  question.space = space();
  question.kinds = kinds();
  if (!question.source) question.only = selected;
  question.mostCells = dimensions() == 3 ? std::min(sources_->mostPoints(), kMostCellsInSpace) : sources_->mostPoints();
  question.options.dimensions = dimensions();
  question.options.metric = static_cast<EmbeddingMetric>(metric_->currentData().toInt());
  question.options.perplexity = perplexity_->value();
  question.options.learningRate = rate_->value();
  question.options.iterations = iterations_->value();
  question.options.seed = static_cast<std::uint64_t>(seed_->value());
  return question;
}

void MapSetup::offerKinds(const std::vector<PrototypeKind>& kinds) {
  std::vector<std::pair<PrototypeKind, bool>> before;
  std::vector<PrototypeKind> known;
  for (const auto& [kind, action] : kindActions_) {
    before.emplace_back(kind, action->isChecked());
    known.push_back(kind);
  }
  if (kinds == known) return;
  kindMenu_->clear();
  kindActions_.clear();
  for (const PrototypeKind kind : kinds) {
    QAction* action = kindMenu_->addAction(prototypeTitle(kind));
    action->setCheckable(true);
    const auto was = std::find_if(before.begin(), before.end(), [kind](const auto& one) { return one.first == kind; });
    // What comes out of a perceptron shares no space with pixels: shown where it is asked for, with a word of warning.
    const bool standard = (spaceOf(kind).has_value() || kind == PrototypeKind::semantic || needsTruth(kind)) &&
                          kind != PrototypeKind::teacherSemantic;
    action->setChecked(was != before.end() ? was->second : standard);
    connect(action, &QAction::toggled, this, &MapSetup::changed);
    kindActions_.emplace_back(kind, action);
  }
}

void MapSetup::setColourEnabled(MapColour colour, bool on, const QString& why) {
  const int row = static_cast<int>(colour);
  if (auto* items = qobject_cast<QStandardItemModel*>(colour_->model())) items->item(row)->setEnabled(on);
  colour_->setItemData(row, on ? QString() : why, Qt::ToolTipRole);
  if (!on && colour_->currentIndex() == row) colour_->setCurrentIndex(static_cast<int>(MapColour::prediction));
}

void MapSetup::setGo(const QString& text, bool enabled, const QString& why) {
  go_->setText(text);
  go_->setAccessibleName(text);
  go_->setEnabled(enabled);
  go_->setToolTip(why);
}

void MapSetup::addToBar(QWidget* widget) { bar_->addWidget(widget); }

}  // namespace ssa

#include "moc_map_setup.cpp"
