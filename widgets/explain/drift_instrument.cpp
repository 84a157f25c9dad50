#include "widgets/explain/drift_instrument.h"

#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "app/session/image_list.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "widgets/controls/controls.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/quiet_table.h"
#include "widgets/explain/set_run.h"
#include "widgets/feedback/messages.h"

namespace ssa {
namespace {

/// What is known already is taken from its trace; everything else goes through the model.
Result<DriftAtlas> measureDrift(const std::shared_ptr<const Model>& model, Dataset dataset, const std::string& known,
                                const std::shared_ptr<const ImageTrace>& trace, StopToken stop, ProgressSink& progress) {
  std::optional<DriftRow> row;
  const auto sample = std::find_if(dataset.samples.begin(), dataset.samples.end(),
                                   [&known](const DatasetSample& one) { return one.image == known; });
  if (trace && sample != dataset.samples.end()) {
    auto made = driftOf(*trace);
    if (!made) return std::move(made).error();
    row = std::move(*made);
    row->name = sample->name;
    row->image = sample->image.string();
    dataset.samples.erase(sample);
  }
  if (dataset.samples.empty() && row) return driftAtlas({std::move(*row)}, model->info().config.num_classes);
  auto atlas = driftOverSet(model, dataset, {}, std::move(stop), progress);
  if (!atlas || !row) return atlas;
  std::vector<DriftRow> rows = std::move(atlas->rows);
  rows.push_back(std::move(*row));
  DriftAtlas whole = driftAtlas(std::move(rows), model->info().config.num_classes);
  whole.skipped = std::move(atlas->skipped);
  return whole;
}

}  // namespace

DriftInstrument::DriftInstrument(ExplainSession& session, QWidget* parent)
    : Instrument(
          "drift",
          {tr("Drift"),
           tr("Measures for every opened picture how far its prototypes stand from the fixed ones. Classes that hardly move owe "
              "little to the adaptation; pictures that move far are the ones that look unlike the training."),
           tr("The quantiles of a class are taken over the pictures that show it. The drift of a picture is the mean of "
              "1 − cos(S, S_p) over the classes it shows, weighted by their share of the cells.\n\nA picture of the list opens "
              "with Enter or a double click. For a data set: ssaseg analyse drift."),
           tr("drift of a picture = Σ_k share_k (1 − cos(S_k, S_p,k))")},
          static_cast<Needs>(Picture | SsaModel), session, parent) {
  auto* room = new QWidget(this);
  auto* column = new QVBoxLayout(room);
  column->setContentsMargins(12, 0, 12, 10);
  column->setSpacing(8);
  run_ = new SetRun(QStringLiteral("drift"), tr("Measure the opened pictures"), session, room);
  words_ = mutedLabel(room);
  words_->setObjectName(QStringLiteral("driftWords"));
  words_->setWordWrap(true);
  classes_ = quietTable(room, "driftClasses", tr("cos(S, S_p) by class"));
  setHeads(*classes_, {tr("Class"), tr("Pictures"), tr("5 %"), tr("25 %"), tr("Median"), tr("75 %"), tr("95 %")});
  shareRoom(*classes_);
  pictures_ = named(new QListWidget(room), "driftPictures", tr("Pictures, those that drift farthest first"));
  pictures_->setAlternatingRowColors(true);
  auto* left = new QWidget(room);
  auto* leftColumn = new QVBoxLayout(left);
  leftColumn->setContentsMargins(0, 0, 8, 0);
  leftColumn->setSpacing(6);
  leftColumn->addWidget(captionLabel(left, tr("cos(S, S_p) by class, over the pictures that show it")));
  leftColumn->addWidget(classes_, 1);
  auto* right = new QWidget(room);
  auto* rightColumn = new QVBoxLayout(right);
  rightColumn->setContentsMargins(8, 0, 0, 0);
  rightColumn->setSpacing(6);
  rightColumn->addWidget(captionLabel(right, tr("Pictures, the farthest first")));
  rightColumn->addWidget(pictures_, 1);
  auto* halves = new QSplitter(Qt::Horizontal, room);
  halves->setChildrenCollapsible(false);
  halves->addWidget(left);
  halves->addWidget(right);
  halves->setStretchFactor(0, 3);
  halves->setStretchFactor(1, 2);
  column->addWidget(run_);
  column->addWidget(words_);
  column->addWidget(halves, 1);
  body()->addWidget(room, 1);
  connect(run_, &SetRun::startRequested, this, &DriftInstrument::start);
  connect(pictures_, &QListWidget::itemActivated, this,
          [this](const QListWidgetItem* item) { Q_EMIT pictureRequested(item->data(Qt::UserRole).toString(), {}); });
}

void DriftInstrument::refresh() {
  if (atlas_ && model_ != subject().model(Slot::ssa)) {
    atlas_.reset();
    model_.reset();
  }
  present();
}

// Another picture leaves the atlas of the set as it is; another model is seen to in refresh().
void DriftInstrument::forget() {}

void DriftInstrument::start() {
  const auto model = subject().model(Slot::ssa);
  if (!model || run_->isRunning()) return;
  Dataset dataset;
  ImageList& images = explain().session().images();
  for (int i = 0; i < images.rowCount(); ++i) {
    const QString path = images.path(i);
    dataset.samples.push_back({QFileInfo(path).completeBaseName().toStdString(), toPath(path), {}});
  }
  if (dataset.samples.empty())
    return words_->setText(tr("The pasted picture has no folder. Open a folder of pictures to measure it."));
  words_->setText(tr("Measuring %1 pictures…").arg(dataset.samples.size()));
  run_->run<DriftAtlas>(
      tr("Drift of %1 pictures").arg(dataset.samples.size()),
      [model, dataset = std::move(dataset), known = toPath(subject().path).string(), trace = explain().trace(Slot::ssa)](
          StopToken stop, ProgressSink& progress) {
        return measureDrift(model, dataset, known, trace, std::move(stop), progress);
      },
      [this, model](Result<DriftAtlas> made) {
        if (!made)
          return words_->setText(made.error().code == ErrorCode::stopped ? tr("Stopped.")
                                                                         : textAndRemedy(made.error(), subject().title));
        atlas_ = std::make_shared<const DriftAtlas>(std::move(*made));
        model_ = model;
        present();
      });
}

void DriftInstrument::present() {
  classes_->setRowCount(0);
  pictures_->clear();
  if (!atlas_) {
    if (!run_->isRunning()) words_->setText(tr("Nothing measured yet. Every picture of the strip is looked at once."));
    return;
  }
  words_->setText(atlas_->skipped.empty()
                      ? tr("Pictures measured: %1.").arg(atlas_->rows.size())
                      : tr("Pictures measured: %1; %2 could not be read.").arg(atlas_->rows.size()).arg(atlas_->skipped.size()));
  for (const DriftOfClass& one : atlas_->classes) {
    if (one.images == 0) continue;
    const int row = classes_->rowCount();
    classes_->insertRow(row);
    putCell(*classes_, row, 0, subject().className(one.id));
    putCell(*classes_, row, 1, QLocale().toString(static_cast<qlonglong>(one.images)));
    int column = 2;
    for (const auto& value : {one.q05, one.q25, one.median, one.q75, one.q95})
      putCell(*classes_, row, column++, numberText(value, 3));
  }
  for (const DriftRow& row : atlas_->rows) {
    auto* item = new QListWidgetItem(tr("%1   %2").arg(QString::fromStdString(row.name), QLocale().toString(row.drift, 'f', 3)),
                                     pictures_);
    item->setData(Qt::UserRole, QString::fromStdString(row.image));
    item->setToolTip(QString::fromStdString(row.image));
  }
}

Instrument* makeDriftInstrument(ExplainSession& session, QWidget* parent) { return new DriftInstrument(session, parent); }

}  // namespace ssa

#include "moc_drift_instrument.cpp"
