#include "widgets/explain/errors_instrument.h"

#include <QComboBox>
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
#include <array>
#include <cmath>
#include <utility>

#include "widgets/charts/line_chart.h"
#include "widgets/controls/controls.h"
#include "widgets/explain/error_study_view.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/quiet_table.h"
#include "widgets/explain/study_text.h"

namespace ssa {
namespace {

constexpr std::size_t kListed = 200;
constexpr int kHistogramReach_px = 20;

/// Colours of the kinds, apart for colour-blind readers (Okabe and Ito).
constexpr std::array<QRgb, kErrorKindNames.size()> kKindColours{0xFF56B4E9, 0xFFF0E442, 0xFFCC79A7, 0xFFD55E00, 0xFF009E73};

}  // namespace

ErrorsInstrument::ErrorsInstrument(ExplainSession& session, QWidget* parent)
    : Instrument(
          "errors",
          {tr("Borders and objects"),
           tr("Sorts everything that the masks got wrong into kinds, measures how far their borders lie from the true ones, and "
              "counts which objects were found by their size. Baseline, coarse and SSA stand side by side."),
           tr("A wrong region is one set of touching pixels with the same true and predicted class. The first rule that holds "
              "names it: missed thin part (half of it lies where the truth is at most 8 px thick), shift (every pixel within "
              "5 px of where the predicted class is true), doubtful truth (the prediction's mean confidence is 0.9 or more), "
              "leak (it touches pixels where the predicted class is right), island.\n\nA positive distance means that the "
              "class with the lower id has grown over the border. An object is a connected part of one class of the truth; it "
              "is hit where half of its pixels are right.\n\nChoose a region in the list to see its place in the picture.\n\n"
              "“Data set” studies all pictures of a set: every figure with the interval that a bootstrap over pictures gives "
              "it, and the difference of two masks with its own, from the same draws. The same numbers: ssaseg analyse "
              "boundary, ssaseg analyse objects."),
           tr("d = distance from an edge of the true border to the nearest edge between the same classes in the mask\n"
              "boundary IoU(w) = |T_w ∩ P_w| / |T_w ∪ P_w|, bands of w pixels on both sides\n"
              "recall of an object = right pixels / pixels; hit at ≥ 0.5")},
          static_cast<Needs>(Picture | AnyModel | Truth), session, parent) {
  scope_ = pickList(this, "errorsScope", tr("What is studied"));
  scope_->addItem(tr("This picture"));
  scope_->addItem(tr("Data set"));
  addToHead(scope_);
  pages_ = new QStackedWidget(this);
  auto* picture = new QWidget(pages_);
  auto* column = new QVBoxLayout(picture);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  study_ = new ErrorStudyView(session, pages_);
  pages_->addWidget(picture);
  pages_->addWidget(study_);
  auto* bar = new QWidget(picture);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(12, 0, 12, 4);
  row->setSpacing(6);
  shown_ = pickList(bar, "errorsShown", tr("Mask whose errors are drawn and listed"));
  words_ = mutedLabel(bar);
  words_->setObjectName(QStringLiteral("errorsWords"));
  words_->setWordWrap(true);
  row->addWidget(mutedLabel(bar, tr("Drawn and listed:")));
  row->addWidget(shown_);
  row->addWidget(words_, 1);
  auto* halves = new QSplitter(Qt::Horizontal, picture);
  halves->setChildrenCollapsible(false);
  halves->addWidget(makeTables());
  halves->addWidget(makeCharts());
  halves->setStretchFactor(0, 3);
  halves->setStretchFactor(1, 2);
  halves->setSizes({520, 300});
  column->addWidget(bar);
  column->addWidget(halves, 1);
  body()->addWidget(pages_, 1);
  connect(scope_, &QComboBox::currentIndexChanged, this, [this](int scope) {
    pages_->setCurrentIndex(scope);
    setOverlay({}, {});
    renew();
  });
  connect(study_, &ErrorStudyView::pictureRequested, this, &ErrorsInstrument::pictureRequested);
  connect(shown_, &QComboBox::currentIndexChanged, this, &ErrorsInstrument::fillRegions);
  connect(list_, &QTableWidget::currentCellChanged, this, [this](int now) { openRegion(now); });
}

QWidget* ErrorsInstrument::makeTables() {
  auto* panel = new QWidget(this);
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(12, 4, 6, 10);
  column->setSpacing(6);
  kinds_ = quietTable(panel, "errorKinds", tr("Kinds of error"));
  objects_ = quietTable(panel, "errorObjects", tr("Objects by size"));
  list_ = quietTable(panel, "errorRegions", tr("Wrong regions, largest first"));
  column->addWidget(captionLabel(panel, tr("Kinds of error, % of the pixels with a truth")));
  column->addWidget(kinds_, 3);
  column->addWidget(captionLabel(panel, tr("Objects found, % by size")));
  column->addWidget(objects_, 3);
  column->addWidget(captionLabel(panel, tr("Wrong regions, largest first")));
  column->addWidget(list_, 4);
  return panel;
}

QWidget* ErrorsInstrument::makeCharts() {
  auto* panel = new QWidget(this);
  panel->setMinimumWidth(220);
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(6, 4, 12, 10);
  column->setSpacing(8);
  bands_ = named(new LineChart(panel), "errorBands", tr("Boundary IoU by width of the band"));
  bands_->setTitle(tr("Boundary IoU"), QStringLiteral("%"));
  bands_->setXTitle(tr("width of the band, px"));
  bands_->setEmptyText(tr("No border in the truth"));
  distances_ = named(new LineChart(panel), "errorDistances", tr("Histogram of the distance of borders"));
  distances_->setTitle(tr("Share of the true border"), QStringLiteral("%"));
  distances_->setXTitle(tr("signed distance, px"));
  distances_->setEmptyText(tr("No border in the truth"));
  column->addWidget(bands_, 1);
  column->addWidget(distances_, 1);
  return panel;
}

// A set brings its own pictures and truth, and says itself what it lacks.
Instrument::Needs ErrorsInstrument::needs() const { return ofSet() ? Needs(Nothing) : Instrument::needs(); }

bool ErrorsInstrument::ofSet() const { return scope_->currentIndex() == 1; }

void ErrorsInstrument::setScope(Scope scope) { scope_->setCurrentIndex(scope == Scope::set ? 1 : 0); }

void ErrorsInstrument::refresh() {
  if (ofSet()) return study_->refresh();
  if (!errors_.empty() && errors_.size() == judgedMasks(explain()).size()) return fillRegions();
  ask();
}

void ErrorsInstrument::forget() {
  errors_.clear();
  regions_.clear();
  for (QTableWidget* table : {kinds_, objects_, list_}) table->setRowCount(0);
  for (LineChart* chart : {bands_, distances_}) chart->setSeries({});
  words_->clear();
  setOverlay({}, {});
}

void ErrorsInstrument::ask() {
  explain().run<std::vector<MaskErrors>>(
      QStringLiteral("errors"), tr("Errors of %1").arg(subject().title), Lane::io,
      [masks = judgedMasks(explain()), truth = subject().truth, classes = subject().labels.count()](
          StopToken stop, ProgressSink& progress) { return judgeMasks(masks, *truth, classes, {}, std::move(stop), progress); },
      this,
      [this](Result<std::vector<MaskErrors>> made) {
        if (made)
          present(std::move(*made));
        else if (!ofSet())
          showFault(made.error());
      });
}

void ErrorsInstrument::present(std::vector<MaskErrors> errors) {
  errors_ = std::move(errors);
  {
    const QSignalBlocker quiet(shown_);
    // The SSA mask, unless another one of the same masks was chosen.
    const QString before = shown_->count() == static_cast<int>(errors_.size()) ? shown_->currentText() : QString();
    shown_->clear();
    for (const MaskErrors& one : errors_) shown_->addItem(maskTitle(one.view));
    const int at = shown_->findText(before);
    shown_->setCurrentIndex(at >= 0 ? at : shown_->count() - 1);
  }
  fillKinds();
  fillObjects();
  fillCharts();
  fillRegions();
}

const MaskErrors* ErrorsInstrument::shown() const {
  const int at = shown_->currentIndex();
  return at < 0 || at >= static_cast<int>(errors_.size()) ? nullptr : &errors_[static_cast<std::size_t>(at)];
}

void ErrorsInstrument::fillKinds() {
  QStringList heads{tr("Kind")};
  for (const MaskErrors& one : errors_) heads += maskTitle(one.view);
  setHeads(*kinds_, heads);
  const int kinds = static_cast<int>(kErrorKindNames.size());
  kinds_->setRowCount(kinds + 2);
  for (int row = 0; row < kinds; ++row) {
    putCell(*kinds_, row, 0, kindTitle(static_cast<ErrorKind>(row)))
        ->setData(Qt::DecorationRole, QColor(kKindColours[static_cast<std::size_t>(row)]));
  }
  putCell(*kinds_, kinds, 0, tr("Border distance, px"));
  putCell(*kinds_, kinds + 1, 0, tr("Border lost, %"));
  for (int side = 0; side < static_cast<int>(errors_.size()); ++side) {
    const ForensicsCounts& counts = errors_[static_cast<std::size_t>(side)].counts;
    for (int row = 0; row < kinds; ++row) {
      const auto pixels = static_cast<double>(counts.kinds[static_cast<std::size_t>(row)].pixels);
      const auto known = static_cast<double>(counts.known);
      putCell(*kinds_, row, side + 1, numberText(known > 0 ? std::optional(100 * pixels / known) : std::nullopt, 2));
    }
    putCell(*kinds_, kinds, side + 1, numberText(counts.border.meanClipped(), 2));
    putCell(*kinds_, kinds + 1, side + 1, numberText(counts.border.lostShare(), 1));
  }
}

void ErrorsInstrument::fillObjects() {
  QStringList heads{tr("Area"), tr("Objects")};
  for (const MaskErrors& one : errors_) heads += maskTitle(one.view);
  setHeads(*objects_, heads);
  const int bins = static_cast<int>(kObjectBins_px.size());
  objects_->setRowCount(bins);
  const QLocale locale;
  for (int bin = 0; bin < bins; ++bin) {
    const auto at = static_cast<std::size_t>(bin);
    putCell(*objects_, bin, 0, binTitle(bin));
    for (int side = 0; side < static_cast<int>(errors_.size()); ++side) {
      const ObjectCounts& row = errors_[static_cast<std::size_t>(side)].ledger[at];
      if (side == 0) putCell(*objects_, bin, 1, locale.toString(static_cast<qlonglong>(row.objects)));
      putCell(*objects_, bin, side + 2, numberText(row.hitRate(), 1));
    }
  }
}

void ErrorsInstrument::fillCharts() {
  std::vector<ChartSeries> bands, distances;
  for (std::size_t side = 0; side < errors_.size(); ++side) {
    const MaskErrors& one = errors_[side];
    ChartSeries band{maskTitle(one.view), static_cast<int>(side), {}, {}, true, false};
    for (const BoundaryScores& scores : one.bands) {
      band.x.push_back(scores.width_px);
      band.y.push_back(scores.mBoundaryIoU.value_or(NAN));
    }
    if (!one.forensics.border.empty()) bands.push_back(std::move(band));
    std::vector<double> share(2 * kHistogramReach_px + 1);
    for (const BorderElement& element : one.forensics.border) {
      if (!element.distance) continue;
      const int at = std::clamp(static_cast<int>(std::lround(*element.distance)), -kHistogramReach_px, kHistogramReach_px);
      share[static_cast<std::size_t>(at + kHistogramReach_px)] += 100.0 / static_cast<double>(one.forensics.border.size());
    }
    ChartSeries distance{maskTitle(one.view), static_cast<int>(side), {}, {}, false, false};
    for (int at = -kHistogramReach_px; at <= kHistogramReach_px; ++at) {
      distance.x.push_back(at);
      distance.y.push_back(share[static_cast<std::size_t>(at + kHistogramReach_px)]);
    }
    if (!one.forensics.border.empty()) distances.push_back(std::move(distance));
  }
  bands_->setSeries(std::move(bands));
  distances_->setSeries(std::move(distances));
}

void ErrorsInstrument::fillRegions() {
  const MaskErrors* one = shown();
  if (!one) return;
  regions_ = one->forensics.regions;
  std::stable_sort(regions_.begin(), regions_.end(),
                   [](const ErrorRegion& a, const ErrorRegion& b) { return a.pixels > b.pixels; });
  const QLocale locale;
  words_->setText(tr("%1 wrong regions, %2 of %3 pixels")
                      .arg(locale.toString(static_cast<qlonglong>(regions_.size())),
                           locale.toString(static_cast<qlonglong>(one->counts.wrong())),
                           locale.toString(static_cast<qlonglong>(one->counts.known))));
  regions_.resize(std::min(regions_.size(), kListed));
  {
    const QSignalBlocker quiet(list_);
    setHeads(*list_, {tr("Kind"), tr("Truth"), tr("Called"), tr("Pixels"), tr("Depth"), tr("Sure")});
    list_->horizontalHeaderItem(4)->setToolTip(tr("Largest distance to where the predicted class is true, px"));
    list_->horizontalHeaderItem(5)->setToolTip(tr("Mean confidence of the prediction, 0 to 1"));
    for (const int column : {1, 2}) {
      list_->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
      list_->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
    list_->setRowCount(static_cast<int>(regions_.size()));
    for (int row = 0; row < static_cast<int>(regions_.size()); ++row) {
      const ErrorRegion& region = regions_[static_cast<std::size_t>(row)];
      putCell(*list_, row, 0, kindTitle(region.kind));
      for (const auto& [column, id] : {std::pair{1, region.truth}, {2, region.predicted}})
        putCell(*list_, row, column, subject().className(id))->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
      putCell(*list_, row, 3, locale.toString(static_cast<qlonglong>(region.pixels)));
      putCell(*list_, row, 4, numberText(region.depth_px, 1));
      putCell(*list_, row, 5, numberText(region.confidence, 2));
    }
    list_->setCurrentCell(-1, -1);
  }
  const LabelMap& kinds = one->forensics.kinds;
  QImage overlay(kinds.width(), kinds.height(), QImage::Format_ARGB32);
  for (int y = 0; y < kinds.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(overlay.scanLine(y));
    for (int x = 0; x < kinds.width(); ++x) {
      const std::uint8_t kind = kinds.at({x, y});
      line[x] = kind < kKindColours.size() ? kKindColours[kind] : qRgba(0, 0, 0, 0);
    }
  }
  if (!ofSet()) setOverlay(overlay, tr("Kinds of error, %1").arg(maskTitle(one->view)));
}

void ErrorsInstrument::openRegion(int row) {
  const MaskErrors* one = shown();
  if (!one || row < 0 || row >= static_cast<int>(regions_.size())) return;
  const ErrorRegion& region = regions_[static_cast<std::size_t>(row)];
  const Size size = one->forensics.kinds.size();
  const QRectF place(static_cast<double>(region.box.x) / size.width, static_cast<double>(region.box.y) / size.height,
                     static_cast<double>(region.box.width) / size.width, static_cast<double>(region.box.height) / size.height);
  // The picture's selection lies on the grid of the features.
  const auto trace = explain().trace(one->view == ViewKind::baseline ? Slot::baseline : Slot::ssa);
  if (!trace) return;
  explain().selection().set(CellSet::inside(trace->info().cells, place), ClassPair{region.truth, region.predicted}, this);
}

Instrument* makeErrorsInstrument(ExplainSession& session, QWidget* parent) { return new ErrorsInstrument(session, parent); }

}  // namespace ssa

#include "moc_errors_instrument.cpp"
