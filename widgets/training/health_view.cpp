#include "widgets/training/health_view.h"

#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/controls/fact_table.h"
#include "widgets/controls/picture_tile.h"
#include "widgets/feedback/messages.h"
#include "widgets/training/augment_strip.h"
#include "widgets/training/data_check.h"
#include "widgets/training/finding_text.h"
#include "widgets/training/id_model.h"

namespace ssa {
namespace {

QLabel* wordLabel(QWidget* parent, const QString& text, const char* tone) {
  auto* label = new QLabel(text, parent);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  if (*tone) label->setProperty("tone", QString::fromLatin1(tone));
  return label;
}

const char* toneOfFinding(FindingSeverity severity) {
  return severity == FindingSeverity::refuses ? "error" : severity == FindingSeverity::warns ? "warning" : "";
}

}  // namespace

HealthView::HealthView(const TrainDraft& draft, DataCheck& check, JobQueue& jobs, QWidget* parent)
    : QWidget(parent),
      check_(check),
      stack_(new QStackedWidget(this)),
      empty_(new EmptyHint("truth", this)),
      verdict_(new QLabel(this)),
      sides_(new FactTable(this)),
      ids_(new IdModel(this)),
      table_(named(new QTableView(this), "healthIds", tr("Raw ids and what they become"))),
      clearMap_(pushButton(this, "healthClearMap", tr("Undo all changes"))),
      picture_(named(new PictureTile(tr("Picture"), this), "healthPicture", tr("Picture"))),
      raw_(named(new PictureTile(tr("Raw ids"), this), "healthRaw", tr("Raw ids"))),
      becomes_(named(new PictureTile(tr("As it will be learnt"), this), "healthBecomes", tr("As it will be learnt"))) {
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(12, 10, 12, 12);
  column->setSpacing(10);
  verdict_->setObjectName(QStringLiteral("healthVerdict"));
  verdict_->setProperty("heading", true);
  verdict_->setTextFormat(Qt::PlainText);
  verdict_->setWordWrap(true);
  column->addWidget(verdict_);
  column->addWidget(sides_);
  findings_ = new QVBoxLayout;
  findings_->setSpacing(6);
  column->addLayout(findings_);
  auto* caption = new QHBoxLayout;
  caption->addWidget(captionLabel(content, tr("Raw ids in the masks")));
  caption->addStretch(1);
  caption->addWidget(clearMap_);
  column->addLayout(caption);
  column->addWidget(mutedLabel(content, tr("Double-click or press F2 in the last column to map, merge or ignore an id.")));
  table_->setModel(ids_);
  table_->setItemDelegate(new IdDelegate(table_));
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setShowGrid(false);
  table_->setAlternatingRowColors(true);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(26);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(IdModel::Pixels, QHeaderView::Interactive);
  table_->horizontalHeader()->resizeSection(IdModel::Pixels, 150);
  table_->horizontalHeader()->setStretchLastSection(true);
  table_->setMinimumHeight(220);
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  row->addWidget(table_, 3);
  auto* tiles = new QVBoxLayout;
  tiles->setSpacing(8);
  for (PictureTile* tile : {picture_, raw_, becomes_}) tiles->addWidget(tile, 1);
  row->addLayout(tiles, 2);
  column->addLayout(row, 1);
  column->addWidget(new AugmentStrip(draft, check, jobs, content));

  auto* area = named(new QScrollArea(this), "healthArea", tr("Health of the data"));
  area->setWidget(content);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setFocusPolicy(Qt::NoFocus);
  empty_->setObjectName(QStringLiteral("healthEmpty"));
  stack_->addWidget(area);
  stack_->addWidget(empty_);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);

  connect(&check_, &DataCheck::changed, this, &HealthView::refresh);
  connect(&check_, &DataCheck::previewChanged, this, &HealthView::refreshPreview);
  connect(clearMap_, &QPushButton::clicked, &check_, &DataCheck::clearMap);
  connect(ids_, &IdModel::becomesEdited, this, [this](int raw, const QVariant& becomes) {
    // The report comes back at once and would take the edited row away under the editor.
    QMetaObject::invokeMethod(
        this,
        [this, raw, becomes] { check_.setBecomes(raw, becomes.isValid() ? std::optional<int>(becomes.toInt()) : std::nullopt); },
        Qt::QueuedConnection);
  });
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
    if (now.isValid()) check_.preview(ids_->rawAt(now.row()));
  });
  refresh();
}

void HealthView::refresh() {
  const bool checked = check_.report().has_value() && check_.opened();
  stack_->setCurrentIndex(checked ? 0 : 1);
  if (!checked) {
    switch (check_.state()) {
      case DataCheck::State::none:
        return empty_->setText(tr("No data yet"), tr("Drop a folder of pictures and masks on the left, or choose one."));
      case DataCheck::State::recognising:
        return empty_->setText(tr("Looking at the folder…"), {});
      case DataCheck::State::checking:
        return empty_->setText(tr("Opening every pair…"), tr("How far it is stands in the jobs pane."));
      case DataCheck::State::failed: {
        const Message message = messageFor(check_.error(), {});
        return empty_->setText(message.text, message.remedy);
      }
      case DataCheck::State::recognised:
      case DataCheck::State::checked:
        return empty_->setText(tr("Not checked yet"),
                               tr("“Check data” opens every pair once and says what cannot be trained on."));
    }
  }
  const HealthReport& report = *check_.report();
  verdict_->setText(report.fit() ? tr("Fit to train on.") : tr("Cannot be trained on as it is."));
  verdict_->setProperty("tone", report.fit() ? QString() : QStringLiteral("error"));
  std::vector<std::pair<QString, QString>> facts;
  for (std::size_t i = 0; i < report.sides.size(); ++i) {
    const SideHealth& side = report.sides[i];
    facts.emplace_back(i == 0 ? tr("To learn from") : tr("To validate on"), tr("%1 of %2 pairs usable, %3 × %4 to %5 × %6 pixels")
                                                                                .arg(side.usable)
                                                                                .arg(side.pairs)
                                                                                .arg(side.smallest.width)
                                                                                .arg(side.smallest.height)
                                                                                .arg(side.largest.width)
                                                                                .arg(side.largest.height));
  }
  const LabelSet& labels = check_.opened()->labels;
  const std::string& title = labels.title.empty() ? labels.name : labels.title;
  facts.emplace_back(tr("Label table"), tr("%1, %2 classes").arg(QString::fromStdString(title)).arg(labels.count()));
  sides_->setFacts(facts);
  refreshFindings();
  ids_->setReport(report.ids, labels, check_.map());
  clearMap_->setVisible(!check_.map().changes.empty());
}

void HealthView::refreshFindings() {
  while (QLayoutItem* item = findings_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (const Finding& finding : check_.report()->findings) {
    const FindingText text = findingText(finding);
    auto* card = new QFrame(this);
    card->setProperty("card", true);
    card->setObjectName(QStringLiteral("finding"));
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(10, 6, 10, 6);
    column->setSpacing(2);
    column->addWidget(wordLabel(card, text.text, toneOfFinding(finding.severity)));
    if (!text.remedy.isEmpty()) {
      QLabel* remedy = wordLabel(card, text.remedy, "");
      remedy->setProperty("muted", true);
      column->addWidget(remedy);
    }
    card->setToolTip(text.files);
    if (!text.files.isEmpty()) {
      QLabel* files = wordLabel(card, text.files.section(QLatin1Char('\n'), 0, 2), "");
      files->setProperty("muted", true);
      files->setTextInteractionFlags(Qt::TextSelectableByMouse);
      column->addWidget(files);
    }
    findings_->addWidget(card);
  }
}

void HealthView::refreshPreview() {
  const MaskPreview& preview = check_.shown();
  picture_->setTitle(preview.name.empty() ? tr("Picture") : QString::fromStdString(preview.name));
  picture_->setImage(preview.picture);
  raw_->setImage(preview.raw);
  becomes_->setImage(preview.becomes);
}

}  // namespace ssa

#include "moc_health_view.cpp"
