#include "widgets/evaluation/confusion_view.h"

#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

#include "app/session/qt_convert.h"
#include "widgets/charts/heat_chart.h"
#include "widgets/controls/controls.h"

namespace ssa {
namespace {

enum Pooling { AllPixels, OverPictures };
constexpr int kImageRole = Qt::UserRole, kMaskRole = Qt::UserRole + 1;

// Rows sum to 1 over the columns and the ids outside the table.
std::vector<double> pooledShares(const ConfusionMatrix& matrix) {
  const int classes = matrix.classes();
  std::vector<double> shares;
  shares.reserve(static_cast<std::size_t>(classes) * static_cast<std::size_t>(classes));
  for (int truth = 0; truth < classes; ++truth) {
    const auto row = static_cast<double>(matrix.truthPixels(truth));
    for (int predicted = 0; predicted < classes; ++predicted)
      shares.push_back(row > 0 ? static_cast<double>(matrix.at(truth, predicted)) / row
                               : std::numeric_limits<double>::quiet_NaN());
  }
  return shares;
}

// The mean of each picture's own row, over the pictures that hold the class.
std::vector<double> meanShares(const MaskScores& scores, int classes) {
  const auto count = static_cast<std::size_t>(classes);
  std::vector<double> sums(count * count, 0), pictures(count, 0);
  for (const ImageTally& image : scores.images) {
    std::vector<double> rows(count, 0);
    for (const ConfusionCell& cell : image.confusion.cells()) rows[cell.truth] += static_cast<double>(cell.pixels);
    for (std::size_t truth = 0; truth < count; ++truth) pictures[truth] += rows[truth] > 0 ? 1 : 0;
    for (const ConfusionCell& cell : image.confusion.cells())
      if (cell.predicted < count)
        sums[cell.truth * count + cell.predicted] += static_cast<double>(cell.pixels) / rows[cell.truth];
  }
  for (std::size_t i = 0; i < sums.size(); ++i)
    sums[i] = pictures[i / count] > 0 ? sums[i] / pictures[i / count] : std::numeric_limits<double>::quiet_NaN();
  return sums;
}

}  // namespace

ConfusionView::ConfusionView(QWidget* parent)
    : QWidget(parent),
      masks_(pickList(this, "confusionMasks", tr("Masks"))),
      pooling_(pickList(this, "confusionPooling", tr("Pooling"))),
      chart_(named(new HeatChart(this), "confusionChart", tr("Confusion matrix"))),
      cell_(mutedLabel(this)),
      chosen_(mutedLabel(this)),
      listTitle_(captionLabel(this, tr("Pictures of a cell"))),
      pictures_(named(new QListWidget(this), "confusionPictures", tr("Pictures that hold the pixels of the cell"))) {
  pooling_->addItem(tr("Over all pixels"));
  pooling_->addItem(tr("Mean over pictures"));
  pooling_->setToolTip(
      tr("Over all pixels, large pictures and large things weigh more; the mean over pictures lets every picture count alike"));
  chart_->setAxisTitles(tr("Rows: truth"), tr("Columns: prediction, in per cent of the truth's pixels"));
  cell_->setObjectName(QStringLiteral("confusionCell"));
  cell_->setWordWrap(true);
  chosen_->setObjectName(QStringLiteral("confusionChosen"));
  chosen_->setWordWrap(true);
  chosen_->hide();
  listTitle_->setWordWrap(true);
  pictures_->setToolTip(tr("Enter or double click opens the picture and lights the pixels of the cell"));
  auto* bar = new QHBoxLayout;
  bar->setSpacing(8);
  bar->addWidget(masks_);
  bar->addWidget(pooling_);
  bar->addStretch(1);
  auto* left = new QVBoxLayout;
  left->setSpacing(8);
  left->addLayout(bar);
  left->addWidget(chart_, 1);
  left->addWidget(cell_);
  left->addWidget(chosen_);
  auto* right = new QVBoxLayout;
  right->setSpacing(6);
  right->addWidget(listTitle_);
  right->addWidget(pictures_, 1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 10, 12, 12);
  row->setSpacing(12);
  row->addLayout(left, 3);
  row->addLayout(right, 1);
  connect(masks_, &QComboBox::currentIndexChanged, this, &ConfusionView::refresh);
  connect(pooling_, &QComboBox::currentIndexChanged, this, &ConfusionView::refresh);
  connect(chart_, &HeatChart::currentChanged, this, &ConfusionView::tellCell);
  connect(chart_, &HeatChart::opened, this, &ConfusionView::openCell);
  connect(pictures_, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
    Q_EMIT pixelsRequested(item->data(kImageRole).toString(), item->data(kMaskRole).toString(), pair_, shownView());
  });
}

void ConfusionView::setOutcome(std::shared_ptr<const EvaluationOutcome> outcome) {
  outcome_ = std::move(outcome);
  const QSignalBlocker quiet(masks_);
  const QVariant before = masks_->currentData();
  masks_->clear();
  if (outcome_) {
    if (outcome_->refinedScores()) masks_->addItem(tr("SSA"), 2);
    if (outcome_->coarseScores()) masks_->addItem(tr("Coarse"), 1);
    if (outcome_->baselineScores()) masks_->addItem(tr("Baseline"), 0);
    if (const int row = masks_->findData(before); row >= 0) masks_->setCurrentIndex(row);
  }
  refresh();
}

const MaskScores* ConfusionView::scores() const {
  if (!outcome_ || masks_->count() == 0) return nullptr;
  switch (masks_->currentData().toInt()) {
    case 0:
      return outcome_->baselineScores();
    case 1:
      return outcome_->coarseScores();
    default:
      return outcome_->refinedScores();
  }
}

ViewKind ConfusionView::shownView() const {
  const int kind = masks_->currentData().toInt();
  return kind == 0 ? ViewKind::baseline : kind == 1 ? ViewKind::coarse : ViewKind::refined;
}

void ConfusionView::refresh() {
  pictures_->clear();
  listTitle_->setText(tr("Pictures of a cell"));
  const MaskScores* shown = scores();
  if (!shown) {
    chart_->clear();
    return showPlaces();
  }
  QStringList names;
  for (const LabelClass& one : outcome_->labels().classes) names += QString::fromStdString(one.name);
  chart_->setMatrix(names, names,
                    pooling_->currentIndex() == AllPixels ? pooledShares(shown->confusion)
                                                          : meanShares(*shown, static_cast<int>(names.size())));
  tellCell();
  showPlaces();
}

void ConfusionView::setPlaces(Places places) {
  places_ = std::move(places);
  showPlaces();
}

void ConfusionView::showPlaces() {
  std::vector<HeatChart::Mark> marks;
  const auto found = places_.find(shownView());
  if (scores() && found != places_.end()) {
    const auto& classes = outcome_->labels().classes;
    const auto known = [&](int id) { return id >= 0 && id < static_cast<int>(classes.size()); };
    std::int64_t all = 0;
    for (const ConfusedPixels& one : found->second) all += one.pixels;
    for (const ConfusedPixels& one : found->second)
      if (known(one.pair.first) && known(one.pair.second))
        marks.push_back({{one.pair.first, one.pair.second}, static_cast<double>(one.pixels) / static_cast<double>(all)});
    if (!marks.empty()) {
      const auto name = [&](int id) { return QString::fromStdString(classes[static_cast<std::size_t>(id)].name); };
      const HeatChart::Mark& most = marks.front();
      const QString share = QLocale().toString(most.share * 100, 'f', 1),
                    pixels = QLocale().toString(static_cast<qlonglong>(all));
      chosen_->setText(
          most.cell.row == most.cell.column
              ? tr("Chosen on the page Explain, ringed: %1 px, %2 % of them %3 and right").arg(pixels, share, name(most.cell.row))
              : tr("Chosen on the page Explain, ringed: %1 px, %2 % of them %3 taken for %4")
                    .arg(pixels, share, name(most.cell.row), name(most.cell.column)));
    }
  }
  chosen_->setVisible(!marks.empty());
  chart_->setMarks(std::move(marks));
}

void ConfusionView::tellCell() {
  const auto cell = chart_->current();
  const MaskScores* shown = scores();
  if (!cell || !shown) return cell_->setText(tr("Point at a cell for its share; click it, or press Enter, for its pictures."));
  const auto& classes = outcome_->labels().classes;
  const double share = chart_->share(*cell);
  cell_->setText(tr("%1 taken for %2: %3 % of its pixels (%4 in all)")
                     .arg(QString::fromStdString(classes[static_cast<std::size_t>(cell->row)].name),
                          QString::fromStdString(classes[static_cast<std::size_t>(cell->column)].name),
                          QLocale().toString(std::isfinite(share) ? share * 100 : 0, 'f', 2),
                          QLocale().toString(static_cast<qlonglong>(shown->confusion.at(cell->row, cell->column)))));
}

void ConfusionView::openCell(int truth, int predicted) {
  const MaskScores* shown = scores();
  if (!shown) return;
  pictures_->clear();
  pair_ = {truth, predicted};
  const auto& classes = outcome_->labels().classes;
  listTitle_->setText(tr("%1 taken for %2")
                          .arg(QString::fromStdString(classes[static_cast<std::size_t>(truth)].name),
                               QString::fromStdString(classes[static_cast<std::size_t>(predicted)].name)));
  for (const CellImage& one : imagesOfCell(*shown, truth, predicted)) {
    const ImageTally& image = shown->images[one.index];
    auto* item = new QListWidgetItem(
        tr("%1 · %2 px").arg(QString::fromStdString(image.name), QLocale().toString(static_cast<qlonglong>(one.pixels))),
        pictures_);
    item->setData(kImageRole, fromPath(image.image));
    item->setData(kMaskRole, fromPath(image.mask));
    item->setToolTip(fromPath(image.image));
  }
  if (pictures_->count() == 0) listTitle_->setText(listTitle_->text() + tr(": no picture"));
}

}  // namespace ssa

#include "moc_confusion_view.cpp"
