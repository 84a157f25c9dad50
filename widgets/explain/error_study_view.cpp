#include "widgets/explain/error_study_view.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/session/qt_convert.h"
#include "widgets/charts/line_chart.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/explain/quiet_table.h"
#include "widgets/explain/set_picker.h"
#include "widgets/explain/set_run.h"
#include "widgets/explain/study_text.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr int kStudiedRole = Qt::UserRole;
constexpr int kTables_px = 590;  // three figures with their intervals

ChartSeries withBand(const QString& title, int colour) {
  ChartSeries series;
  series.title = title;
  series.colour = colour;
  return series;
}

void addPoint(ChartSeries& series, double x, const Estimate& estimate) {
  series.x.push_back(x);
  series.y.push_back(estimate.value.value_or(NAN));
  series.low.push_back(estimate.interval ? estimate.interval->low : NAN);
  series.high.push_back(estimate.interval ? estimate.interval->high : NAN);
}

}  // namespace

ErrorStudyView::ErrorStudyView(ExplainSession& session, QWidget* parent) : QWidget(parent), session_(session) {
  setObjectName(QStringLiteral("errorStudy"));
  auto* halves = new QSplitter(Qt::Horizontal, this);
  halves->setChildrenCollapsible(false);
  stack_ = new QStackedWidget(this);
  empty_ = new EmptyHint("contours", stack_);
  empty_->setObjectName(QStringLiteral("errorStudyEmpty"));
  auto* bars = makeBars();
  halves->addWidget(makeTables());
  halves->addWidget(makeCharts());
  halves->setStretchFactor(0, 3);
  halves->setStretchFactor(1, 2);
  halves->setSizes({kTables_px, 240});
  stack_->addWidget(empty_);
  stack_->addWidget(halves);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(bars);
  column->addWidget(stack_, 1);
  connect(run_, &SetRun::startRequested, this, &ErrorStudyView::start);
  connect(&session.set(), &ExplainSet::changed, this, &ErrorStudyView::refresh);
  connect(pictures_, &QTableWidget::cellActivated, this, &ErrorStudyView::openPicture);
  refresh();
}

QWidget* ErrorStudyView::makeBars() {
  auto* bars = new QWidget(this);
  auto* column = new QVBoxLayout(bars);
  column->setContentsMargins(12, 0, 12, 6);
  column->setSpacing(6);
  picker_ = new SetPicker(QStringLiteral("errors"), session_, bars);
  pair_ = pickList(bars, "errorsPair", tr("Masks that are held against each other"));
  run_ = new SetRun(QStringLiteral("errors"), tr("Study the set"), session_, bars);
  words_ = mutedLabel(bars);
  words_->setObjectName(QStringLiteral("errorsSetWords"));
  words_->setWordWrap(true);
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  row->addWidget(pair_);
  row->addWidget(run_, 1);
  column->addWidget(picker_);
  column->addLayout(row);
  column->addWidget(words_);
  return bars;
}

QWidget* ErrorStudyView::makeTables() {
  auto* panel = new QWidget(this);
  panel->setMinimumWidth(kTables_px);
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(12, 4, 6, 10);
  column->setSpacing(6);
  borders_ = quietTable(panel, "studyBorders", tr("Borders and kinds of error with intervals"));
  objects_ = quietTable(panel, "studyObjects", tr("Objects found, by size, with intervals"));
  pictures_ = quietTable(panel, "studyPictures", tr("Pictures, most wrong pixels first"));
  pictures_->setToolTip(tr("Enter or double click opens the picture"));
  column->addWidget(captionLabel(panel, tr("Borders, and kinds of error in % of the pixels")));
  column->addWidget(borders_, 4);
  column->addWidget(captionLabel(panel, tr("Objects found, % by size")));
  column->addWidget(objects_, 3);
  column->addWidget(captionLabel(panel, tr("Wrong pixels by picture, most first")));
  column->addWidget(pictures_, 4);
  return panel;
}

QWidget* ErrorStudyView::makeCharts() {
  auto* panel = new QWidget(this);
  panel->setMinimumWidth(200);
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(6, 4, 12, 10);
  column->setSpacing(8);
  bands_ = named(new LineChart(panel), "studyBands", tr("Boundary IoU by width of the band"));
  bands_->setTitle(tr("Boundary IoU"), QStringLiteral("%"));
  bands_->setXTitle(tr("width of the band, px"));
  bands_->setEmptyText(tr("No border in the truth"));
  distances_ = named(new LineChart(panel), "studyDistances", tr("True border found within a distance"));
  distances_->setTitle(tr("True border found within"), QStringLiteral("%"));
  distances_->setXTitle(tr("distance, px"));
  distances_->setEmptyText(tr("No border in the truth"));
  column->addWidget(bands_, 1);
  column->addWidget(distances_, 1);
  return panel;
}

void ErrorStudyView::refresh() {
  const ExplainSubject& subject = session_.subject();
  pairs_ = studyPairs(subject);
  {
    const QSignalBlocker quiet(pair_);
    const QString before = pair_->currentText();
    pair_->clear();
    for (const StudyPair& pair : pairs_) pair_->addItem(pairTitle(pair));
    pair_->setCurrentIndex(std::max(0, pair_->findText(before)));
    pair_->setVisible(!pairs_.empty());
  }
  if (study_ && models_ != subject.models) study_.reset();
  run_->setStartEnabled(!pairs_.empty() && session_.set().isReady(),
                        pairs_.empty() ? tr("Load a model first") : tr("Choose a data set first"));
  showStudy();
}

void ErrorStudyView::start() {
  if (pairs_.empty() || !session_.set().isReady() || run_->isRunning()) return;
  const StudyPair pair = pairs_[static_cast<std::size_t>(std::max(0, pair_->currentIndex()))];
  const SetPlace place = session_.set().place();
  const QString title = session_.set().title();
  words_->setText(tr("Going through %1 pictures…").arg(QLocale().toString(place.pairs)));
  run_->run<ErrorStudy>(
      tr("Borders and objects of %1").arg(title),
      [subject = session_.subjectPtr(), pair, folder = session_.set().folder(), choice = place.choice](
          StopToken stop, ProgressSink& progress) { return studySet(*subject, pair, folder, choice, std::move(stop), progress); },
      [this, pair, title, models = session_.subject().models](Result<ErrorStudy> made) {
        if (!made) return fail(made.error());
        study_ = std::make_shared<const ErrorStudy>(std::move(*made));
        studied_ = pair;
        setTitle_ = title;
        models_ = models;
        showStudy();
      });
}

// What was measured before stays.
void ErrorStudyView::fail(const Error& error) {
  showStudy();
  words_->setText(SetRun::endText(error, session_.set().folder()));
}

// The colours of verdicts are those of the theme.
void ErrorStudyView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::PaletteChange || !study_) return;
  fillBorders();
  fillObjects();
}

void ErrorStudyView::showStudy() {
  stack_->setCurrentIndex(study_ ? 1 : 0);
  if (!study_) {
    if (!run_->isRunning()) words_->clear();
    empty_->setText(pairs_.empty()              ? tr("Load a model in the bar above.")
                    : !session_.set().isReady() ? tr("Choose a data set: a folder of pictures with their masks.")
                                                : tr("Start the study: every picture of the set is looked at once."),
                    tr("Every figure comes with the interval that other pictures of the same kind would give it, and the "
                       "difference of the two masks with its own. A difference whose interval holds 0 says nothing."));
    return;
  }
  const QLocale locale;
  QString text =
      tr("%1: %2 pictures of %3.").arg(pairTitle(studied_), locale.toString(static_cast<qlonglong>(study_->images)), setTitle_);
  text += QLatin1Char(' ') + tr("In brackets the %1 % bootstrap interval over pictures.")
                                 .arg(locale.toString(100 * study_->options.statistics.level, 'g', 3));
  if (!study_->skipped.empty()) text += QLatin1Char(' ') + tr("%1 could not be read.").arg(study_->skipped.size());
  words_->setText(text);
  fillBorders();
  fillObjects();
  fillCharts();
  fillPictures();
}

QStringList ErrorStudyView::figureHeads() const {
  QStringList heads{maskTitle(studied_.first)};
  if (isPair()) heads << maskTitle(*studied_.second) << tr("Difference");
  return heads;
}

void ErrorStudyView::putFigure(QTableWidget& table, int row, int column, const StudyFigure& figure, int digits,
                               bool moreIsBetter) {
  putCell(table, row, column, estimateText(figure.first, digits));
  if (!isPair()) return;
  putCell(table, row, column + 1, estimateText(figure.second, digits));
  QTableWidgetItem* apart = putCell(table, row, column + 2, estimateText(figure.difference, digits, true));
  const Verdict verdict = verdictOf(figure.difference, moreIsBetter);
  if (verdict == Verdict::open) return;
  const Theme& theme = Theme::current();
  apart->setForeground(verdict == Verdict::better ? theme.success : theme.error);
  QFont strong = table.font();
  strong.setWeight(QFont::DemiBold);
  apart->setFont(strong);
  apart->setToolTip(verdict == Verdict::better ? tr("Better: the interval does not hold 0")
                                               : tr("Worse: the interval does not hold 0"));
}

void ErrorStudyView::fillBorders() {
  setHeads(*borders_, QStringList(tr("Figure")) + figureHeads());
  shareRoom(*borders_);
  if (isPair()) borders_->horizontalHeader()->setSectionResizeMode(3, QHeaderView::ResizeToContents);
  borders_->setRowCount(static_cast<int>(study_->kinds.size()) + 2);
  putCell(*borders_, 0, 0, tr("Border distance, px"));
  putFigure(*borders_, 0, 1, study_->distance, 2, false);
  putCell(*borders_, 1, 0, tr("Border lost, %"));
  putFigure(*borders_, 1, 1, study_->lost, 2, false);
  for (int i = 0; i < static_cast<int>(study_->kinds.size()); ++i) {
    const KindFigure& kind = study_->kinds[static_cast<std::size_t>(i)];
    putCell(*borders_, i + 2, 0, kindTitle(kind.kind));
    putFigure(*borders_, i + 2, 1, kind.share, 2, false);
  }
}

void ErrorStudyView::fillObjects() {
  setHeads(*objects_, QStringList{tr("Area"), tr("Objects")} + figureHeads());
  shareRoom(*objects_);
  objects_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  if (isPair()) objects_->horizontalHeader()->setSectionResizeMode(4, QHeaderView::ResizeToContents);
  objects_->setRowCount(0);
  for (const ObjectFigure& one : study_->objects) {
    if (one.id >= 0) continue;  // classes one by one: ssaseg analyse objects
    const int row = objects_->rowCount();
    objects_->insertRow(row);
    putCell(*objects_, row, 0, one.bin < 0 ? tr("Every size") : binTitle(one.bin));
    putCell(*objects_, row, 1, QLocale().toString(static_cast<qlonglong>(one.objects)));
    putFigure(*objects_, row, 2, one.hitRate, 1, true);
  }
}

void ErrorStudyView::fillCharts() {
  std::vector<ChartSeries> bands, distances;
  for (int side = 0; side < static_cast<int>(study_->sides.size()); ++side) {
    const ViewKind view = side == 0 ? studied_.first : *studied_.second;
    const auto member = side == 0 ? &StudyFigure::first : &StudyFigure::second;
    bands.push_back(withBand(maskTitle(view), side));
    bands.back().dots = true;
    for (const BandFigure& band : study_->bands) addPoint(bands.back(), band.width_px, band.boundaryIoU.*member);
    distances.push_back(withBand(maskTitle(view), side));
    for (const DistanceFigure& one : study_->distances) addPoint(distances.back(), one.within_px, one.share.*member);
  }
  bands_->setSeries(std::move(bands));
  distances_->setSeries(std::move(distances));
}

void ErrorStudyView::fillPictures() {
  pictures_->setSortingEnabled(false);
  setHeads(*pictures_, QStringList(tr("Picture")) + figureHeads() + QStringList(tr("Objects missed")));
  pictures_->setRowCount(static_cast<int>(study_->pictures.size()));
  const QLocale locale;
  int row = 0;
  for (const std::size_t at : worstFirst(*study_)) {
    const StudiedImage& picture = study_->pictures[at];
    QTableWidgetItem* name = putCell(*pictures_, row, 0, QString::fromStdString(picture.name));
    name->setData(kStudiedRole, static_cast<qulonglong>(at));
    int column = 1;
    const auto put = [&](std::int64_t value, bool change) {
      const QString text = locale.toString(static_cast<qlonglong>(value));
      putNumber(*pictures_, row, column++, static_cast<double>(value), change && value > 0 ? QLatin1Char('+') + text : text);
    };
    for (const std::int64_t wrong : picture.wrong) put(wrong, false);
    if (isPair()) put(picture.wrong[1] - picture.wrong[0], true);
    put(picture.objects - picture.objectsHit.back(), false);
    ++row;
  }
  pictures_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  pictures_->setSortingEnabled(true);
}

void ErrorStudyView::openPicture(int row) {
  const QTableWidgetItem* name = study_ ? pictures_->item(row, 0) : nullptr;
  if (!name) return;
  const StudiedImage& picture = study_->pictures[static_cast<std::size_t>(name->data(kStudiedRole).toULongLong())];
  Q_EMIT pictureRequested(fromPath(picture.image), fromPath(picture.mask));
}

}  // namespace ssa

#include "moc_error_study_view.cpp"
