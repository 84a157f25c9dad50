#include "widgets/panes/model_pane.h"

#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStringList>
#include <QVBoxLayout>

#include "app/session/session.h"
#include "widgets/actions.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/controls/fact_table.h"
#include "widgets/controls/stage_chart.h"
#include "widgets/feedback/device_text.h"
#include "widgets/feedback/messages.h"
#include "widgets/feedback/provenance_text.h"

namespace ssa {
namespace {

QString millions(std::int64_t count) {
  return QLocale().toString(static_cast<double>(count) / 1e6, 'f', 2) + QStringLiteral(" M");
}

QString classesText(const ModelConfig& config) {
  const std::string& table = config.labels.title.empty() ? config.labels.name : config.labels.title;
  const QString count = QString::number(config.num_classes);
  return table.empty() ? count : QStringLiteral("%1 · %2").arg(count, QString::fromStdString(table));
}

QString triple(const std::array<float, 3>& values) {
  QStringList parts;
  for (const float value : values) parts += QString::number(static_cast<double>(value), 'g', 6);
  return parts.join(QStringLiteral(", "));
}

}  // namespace

ModelPane::ModelPane(const PaneContext& context, QWidget* parent) : QWidget(parent), session_(context.session) {
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(12, 8, 12, 12);
  column->setSpacing(6);
  for (const Slot slot : {Slot::baseline, Slot::ssa}) sections_[static_cast<std::size_t>(slot)] = makeSection(slot, column);
  column->addWidget(captionLabel(content, tr("Device")));
  device_ = new FactTable(content);
  column->addWidget(device_);
  column->addStretch(1);
  auto* area = named(new QScrollArea(this), "modelArea", tr("Model and device"));
  area->setWidget(content);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);

  empty_ = new EmptyHint("model", this);
  empty_->setObjectName(QStringLiteral("modelEmpty"));
  empty_->setText(tr("No model yet"), tr("Drop a checkpoint (.pth, .safetensors) or a model folder on the window."));
  empty_->offer(context.actions[ActionId::openSsa]);
  stack_ = new QStackedWidget(this);
  stack_->addWidget(area);
  stack_->addWidget(empty_);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(stack_);

  connect(&session_, &Session::modelsChanged, this, qOverload<>(&ModelPane::refresh));
  connect(&session_, &Session::optionsChanged, this, qOverload<>(&ModelPane::refresh));
  connect(&session_.document(), &Document::changed, this, qOverload<>(&ModelPane::refresh));
  connect(&session_, &Session::pictureChanged, this, qOverload<>(&ModelPane::refresh));
  refresh();
}

ModelPane::Section ModelPane::makeSection(Slot slot, QVBoxLayout* column) {
  Section section;
  section.whole = new QWidget(this);
  auto* inner = new QVBoxLayout(section.whole);
  inner->setContentsMargins(0, 0, 0, 8);
  inner->setSpacing(6);
  inner->addWidget(captionLabel(section.whole, slot == Slot::baseline ? tr("Baseline") : tr("SSA")));
  section.facts = new FactTable(section.whole);
  section.warnings = new QLabel(section.whole);
  section.warnings->setProperty("tone", QStringLiteral("warning"));
  section.warnings->setTextFormat(Qt::PlainText);
  section.warnings->setWordWrap(true);
  section.times = new StageChart(section.whole);
  inner->addWidget(section.facts);
  inner->addWidget(section.warnings);
  inner->addWidget(section.times);
  column->addWidget(section.whole);
  return section;
}

void ModelPane::refresh() {
  bool any = false;
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    refresh(slot);
    any = any || session_.model(slot);
  }
  stack_->setCurrentIndex(any ? 0 : 1);
  const DeviceReport report = session_.device();
  device_->setFacts({{tr("Used"), report.used.empty() ? tr("being chosen") : deviceTitle(report)},
                     {tr("Name"), QString::fromStdString(report.title)},
                     {tr("Why"), deviceReason(report)},
                     {tr("Options"), describeOptions(session_.predictOptions())}});
}

void ModelPane::refresh(Slot slot) {
  const Section& section = sections_[static_cast<std::size_t>(slot)];
  const auto model = session_.model(slot);
  section.whole->setVisible(model.has_value());
  if (!model) return;
  const ModelConfig& config = model->config;
  section.facts->setFacts({
      {tr("Name"), QString::fromStdString(model->name)},
      {tr("Network"), QString::fromStdString(model->title())},
      {tr("Classes"), classesText(config)},
      {tr("Parameters"), model->teacherParameters > 0
                             ? tr("%1 (+ %2 for training)").arg(millions(model->parameters), millions(model->teacherParameters))
                             : millions(model->parameters)},
      {tr("Checkpoint"), QString::fromStdString(model->source)},
      {tr("Layout"), QString::fromStdString(model->layout)},
      {tr("sha256"), QString::fromStdString(model->sha256)},
      {tr("Mean"), triple(config.mean)},
      {tr("Deviation"), triple(config.std)},
      {tr("Folder"), QString::fromStdString(model->path.string())},
  });
  QStringList warnings;
  for (const Warning& warning : session_.modelWarnings(slot))
    warnings += messageFor(warning, QString::fromStdString(model->name)).text;
  const auto prediction = session_.document().prediction(slot);
  if (prediction)
    for (const Warning& warning : prediction->warnings) warnings += messageFor(warning, session_.document().title()).text;
  section.warnings->setText(warnings.join(QLatin1Char('\n')));
  section.warnings->setVisible(!warnings.isEmpty());
  section.times->setTimes(prediction ? prediction->times : std::vector<StageTime>{});
  section.times->setToolTip(prediction ? describeProvenance(prediction->provenance) : QString());
}

}  // namespace ssa

#include "moc_model_pane.cpp"
