#include "widgets/explain/drift_instrument.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

#include "app/session/image_list.h"
#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "widgets/controls/controls.h"
#include "widgets/explain/instruments.h"
#include "widgets/feedback/messages.h"

namespace ssa {
namespace {

QString cosineText(const std::optional<double>& value) {
  return value ? QLocale().toString(*value, 'f', 3) : QStringLiteral("–");
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
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  start_ = pushButton(room, "driftStart", tr("Measure the opened pictures"));
  stop_ = pushButton(room, "driftStop", tr("Stop"));
  progress_ = named(new QProgressBar(room), "driftProgress", tr("Progress over the pictures"));
  progress_->setTextVisible(false);
  row->addWidget(start_);
  row->addWidget(stop_);
  row->addWidget(progress_, 1);
  words_ = mutedLabel(room);
  words_->setObjectName(QStringLiteral("driftWords"));
  words_->setWordWrap(true);
  classes_ = named(new QTableWidget(0, 7, room), "driftClasses", tr("cos(S, S_p) by class"));
  classes_->setHorizontalHeaderLabels({tr("Class"), tr("Pictures"), tr("5 %"), tr("25 %"), tr("Median"), tr("75 %"), tr("95 %")});
  classes_->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  classes_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  classes_->setSelectionBehavior(QAbstractItemView::SelectRows);
  classes_->setShowGrid(false);
  classes_->setAlternatingRowColors(true);
  classes_->verticalHeader()->hide();
  classes_->horizontalHeader()->setHighlightSections(false);
  classes_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  classes_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  pictures_ = named(new QListWidget(room), "driftPictures", tr("Pictures, those that drift farthest first"));
  pictures_->setAlternatingRowColors(true);
  auto* left = new QWidget(room);
  auto* leftColumn = new QVBoxLayout(left);
  leftColumn->setContentsMargins(0, 0, 0, 0);
  leftColumn->setSpacing(6);
  leftColumn->addWidget(captionLabel(left, tr("cos(S, S_p) by class, over the pictures that show it")));
  leftColumn->addWidget(classes_, 1);
  auto* right = new QWidget(room);
  auto* rightColumn = new QVBoxLayout(right);
  rightColumn->setContentsMargins(0, 0, 0, 0);
  rightColumn->setSpacing(6);
  rightColumn->addWidget(captionLabel(right, tr("Pictures, the farthest first")));
  rightColumn->addWidget(pictures_, 1);
  auto* halves = new QSplitter(Qt::Horizontal, room);
  halves->setChildrenCollapsible(false);
  halves->addWidget(left);
  halves->addWidget(right);
  halves->setStretchFactor(0, 3);
  halves->setStretchFactor(1, 2);
  column->addLayout(row);
  column->addWidget(words_);
  column->addWidget(halves, 1);
  body()->addWidget(room, 1);
  connect(start_, &QPushButton::clicked, this, &DriftInstrument::start);
  connect(stop_, &QPushButton::clicked, this, [this] { explain().session().jobs().stop(job_); });
  connect(pictures_, &QListWidget::itemActivated, this,
          [this](const QListWidgetItem* item) { Q_EMIT pictureRequested(item->data(Qt::UserRole).toString(), {}); });
  connect(&session.session().jobs(), &JobQueue::jobChanged, this, &DriftInstrument::refreshRunning);
  connect(&session.session().jobs(), &JobQueue::jobStopped, this, [this](quint64 id) {
    if (id != job_) return;
    job_ = 0;
    words_->setText(tr("Stopped."));
    refreshRunning();
  });
  refreshRunning();
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
  if (!model || job_ != 0) return;
  Dataset dataset;
  ImageList& images = explain().session().images();
  for (int i = 0; i < images.rowCount(); ++i) {
    const QString path = images.path(i);
    dataset.samples.push_back({QFileInfo(path).completeBaseName().toStdString(), toPath(path), {}});
  }
  if (dataset.samples.empty())
    return words_->setText(tr("The pasted picture has no folder. Open a folder of pictures to measure it."));
  const JobSpec spec{.lane = Lane::gpu,
                     .kind = JobKind::analyse,
                     .subject = tr("Drift of %1 pictures").arg(dataset.samples.size()),
                     .key = QStringLiteral("drift")};
  job_ = explain().session().jobs().post<DriftAtlas>(
      spec,
      [model, dataset = std::move(dataset)](StopToken stop, ProgressSink& progress) {
        return driftOverSet(model, dataset, {}, std::move(stop), progress);
      },
      this,
      [this, model](Result<DriftAtlas> made) {
        job_ = 0;
        refreshRunning();
        if (!made) {
          const Message message = messageFor(made.error(), {});
          return words_->setText(made.error().code == ErrorCode::stopped ? tr("Stopped.")
                                                                         : message.text + QLatin1Char(' ') + message.remedy);
        }
        atlas_ = std::make_shared<const DriftAtlas>(std::move(*made));
        model_ = model;
        present();
      });
  refreshRunning();
}

void DriftInstrument::refreshRunning() {
  start_->setVisible(job_ == 0);
  stop_->setVisible(job_ != 0);
  progress_->setVisible(job_ != 0);
  if (job_ == 0) return;
  const double fraction = explain().fraction(job_);
  progress_->setRange(0, fraction < 0 ? 0 : 1000);
  if (fraction >= 0) progress_->setValue(static_cast<int>(fraction * 1000));
}

void DriftInstrument::present() {
  classes_->setRowCount(0);
  pictures_->clear();
  if (!atlas_) {
    if (job_ == 0) words_->setText(tr("Nothing measured yet. Every picture of the strip is looked at once."));
    return;
  }
  words_->setText(atlas_->skipped.empty()
                      ? tr("%1 pictures measured.").arg(atlas_->rows.size())
                      : tr("%1 pictures measured, %2 could not be read.").arg(atlas_->rows.size()).arg(atlas_->skipped.size()));
  for (const DriftOfClass& one : atlas_->classes) {
    if (one.images == 0) continue;
    const int row = classes_->rowCount();
    classes_->insertRow(row);
    const QString cells[] = {subject().className(one.id), QLocale().toString(static_cast<qlonglong>(one.images)),
                             cosineText(one.q05),         cosineText(one.q25),
                             cosineText(one.median),      cosineText(one.q75),
                             cosineText(one.q95)};
    for (int column = 0; column < 7; ++column) {
      auto* item = new QTableWidgetItem(cells[column]);
      item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
      classes_->setItem(row, column, item);
    }
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
