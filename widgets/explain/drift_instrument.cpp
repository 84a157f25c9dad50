#include "widgets/explain/drift_instrument.h"

#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "app/session/explain/explain_set.h"
#include "app/session/image_list.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/quiet_table.h"
#include "widgets/explain/set_picker.h"
#include "widgets/explain/set_run.h"

namespace ssa {
namespace {

/// Opens what is measured; runs off the UI thread.
using DriftPictures = std::function<Result<Dataset>(const StopToken&)>;

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
           tr("Measures for every picture of a folder how far its prototypes stand from the fixed ones. Classes that hardly move "
              "owe little to the adaptation; pictures that move far are the ones that look unlike the training."),
           tr("The quantiles of a class are taken over the pictures that show it. The drift of a picture is the mean of "
              "1 − cos(S, S_p) over the classes it shows, weighted by their share of the cells.\n\nA picture of the list opens "
              "with Enter or a double click. On the command line: ssaseg analyse drift."),
           tr("drift of a picture = Σ_k share_k (1 − cos(S_k, S_p,k))")},
          static_cast<Needs>(Picture | SsaModel), session, parent) {
  auto* room = new QWidget(this);
  auto* column = new QVBoxLayout(room);
  column->setContentsMargins(12, 0, 12, 10);
  column->setSpacing(8);
  scope_ = pickList(this, "driftScope", tr("Which pictures are measured"));
  scope_->addItem(tr("Opened pictures"));
  scope_->addItem(tr("Data set"));
  addToHead(scope_);
  set_ = new SetPicker(QStringLiteral("drift"), session, room);
  run_ = new SetRun(QStringLiteral("drift"), tr("Measure"), session, room);
  words_ = mutedLabel(room);
  words_->setObjectName(QStringLiteral("driftWords"));
  words_->setWordWrap(true);
  classes_ = quietTable(room, "driftClasses", tr("cos(S, S_p) by class"));
  setHeads(*classes_, {tr("Class"), tr("Pictures"), tr("5 %"), tr("25 %"), tr("Median"), tr("75 %"), tr("95 %")});
  pictures_ = named(new QListWidget(room), "driftPictures", tr("Pictures, those that drift farthest first"));
  pictures_->setAlternatingRowColors(true);
  pictures_->setSpacing(3);
  stack_ = new QStackedWidget(room);
  empty_ = new EmptyHint("clock", stack_);
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
  auto* halves = new QSplitter(Qt::Horizontal, stack_);
  halves->setChildrenCollapsible(false);
  halves->addWidget(left);
  halves->addWidget(right);
  halves->setStretchFactor(0, 3);
  halves->setStretchFactor(1, 1);
  halves->setSizes({520, 190});
  stack_->addWidget(empty_);
  stack_->addWidget(halves);
  column->addWidget(set_);
  column->addWidget(run_);
  column->addWidget(words_);
  column->addWidget(stack_, 1);
  body()->addWidget(room, 1);
  connect(run_, &SetRun::startRequested, this, &DriftInstrument::start);
  connect(scope_, &QComboBox::currentIndexChanged, this, &DriftInstrument::present);
  connect(&session.set(), &ExplainSet::changed, this, &DriftInstrument::present);
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

bool DriftInstrument::ofSet() const { return scope_->currentIndex() == 1; }

void DriftInstrument::setOfSet(bool on) { scope_->setCurrentIndex(on ? 1 : 0); }

void DriftInstrument::start() {
  const auto model = subject().model(Slot::ssa);
  if (!model || run_->isRunning()) return;
  DriftPictures pictures;
  if (ofSet()) {
    const ExplainSet& set = explain().set();
    if (!set.isReady()) return;
    pictures = [folder = toPath(set.folder()), choice = set.place().choice](const StopToken& stop) -> Result<Dataset> {
      auto opened = openDataset(folder, choice, stop);
      if (!opened) return std::move(opened).error();
      Dataset dataset;  // neither masks nor their table are looked at
      for (const DatasetSample& sample : opened->value.samples) dataset.samples.push_back({sample.name, sample.image, {}});
      return dataset;
    };
  } else {
    Dataset dataset;
    ImageList& images = explain().session().images();
    for (int i = 0; i < images.rowCount(); ++i) {
      const QString path = images.path(i);
      dataset.samples.push_back({QFileInfo(path).completeBaseName().toStdString(), toPath(path), {}});
    }
    if (dataset.samples.empty())
      return words_->setText(tr("The pasted picture has no folder. Open a folder of pictures to measure it."));
    pictures = [dataset = std::move(dataset)](const StopToken&) -> Result<Dataset> { return dataset; };
  }
  const QString what = ofSet() ? tr("Drift over %1").arg(explain().set().title()) : tr("Drift of the opened pictures");
  run_->run<DriftAtlas>(
      what,
      [model, pictures = std::move(pictures), known = toPath(subject().path).string(), trace = explain().trace(Slot::ssa)](
          StopToken stop, ProgressSink& progress) -> Result<DriftAtlas> {
        auto dataset = pictures(stop);
        if (!dataset) return std::move(dataset).error();
        return measureDrift(model, std::move(*dataset), known, trace, std::move(stop), progress);
      },
      [this, model](Result<DriftAtlas> made) {
        if (made) {
          atlas_ = std::make_shared<const DriftAtlas>(std::move(*made));
          model_ = model;
        }
        present();
        if (!made) words_->setText(SetRun::endText(made.error(), subject().title));
      });
  present();
}

void DriftInstrument::present() {
  classes_->setRowCount(0);
  pictures_->clear();
  words_->clear();
  set_->setVisible(ofSet());
  const ExplainSet& set = explain().set();
  const QString why = !ofSet() || set.isReady() ? QString()
                      : set.isLooking()         ? tr("Looking at the folder…")
                                                : tr("Choose the folder of a data set first.");
  run_->setStartEnabled(why.isEmpty(), why);
  stack_->setCurrentIndex(atlas_ ? 1 : 0);
  if (!atlas_) {
    empty_->setText(run_->isRunning() ? tr("Measuring") : tr("Nothing measured yet"),
                    tr("Every picture goes through the SSA model once. The table then says how far each class's prototype "
                       "travels, and the list which pictures move it farthest."));
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
