#include "widgets/explain/pulls_instrument.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "app/session/jobs/job_queue.h"
#include "app/session/session.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/fact_table.h"
#include "widgets/controls/legend_strip.h"
#include "widgets/explain/class_list.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/map_picture.h"
#include "widgets/explain/overlay_images.h"
#include "widgets/feedback/messages.h"

namespace ssa {
namespace {

enum PullShown { Along, Strength, Weight, WithoutVetoed };

// 0 at nothing, 1 at the largest number.
ScoreMap ofLargest(const ScoreMap& map) {
  ScoreMap scaled(map.size());
  float most = 0;
  for (const float value : map.values()) most = std::max(most, value);
  for (std::size_t i = 0; i < scaled.values().size(); ++i) scaled.values()[i] = most > 0 ? map.values()[i] / most : 0;
  return scaled;
}

QImage withVeto(const QImage& image, Size grid, const std::vector<int>& cells) {
  if (cells.empty()) return image;
  const QImage hatched = vetoOver(grid, cells);
  QImage whole =
      image.scaled(hatched.size(), Qt::IgnoreAspectRatio, Qt::FastTransformation).convertToFormat(QImage::Format_ARGB32);
  QPainter(&whole).drawImage(0, 0, hatched);
  return whole;
}

}  // namespace

PullsInstrument::PullsInstrument(ExplainSession& session, QWidget* parent)
    : Instrument(
          "pulls",
          {tr("Pulls"),
           tr("Shows which pixels moved the prototype of a class away from its fixed one, and how strongly. Click pixels away "
              "and see what the mask would be without their voice."),
           tr("The centre of a class is a weighted mean of features, so the pull of every cell on it is exact; through the "
              "perceptron it is exact as long as no unit of it switches. Orange cells pushed the prototype where it went, blue "
              "ones held against it.\n\nA click into the picture vetoes the cell under it, or lets it speak again; a selected "
              "region can be vetoed as a whole. Vetoed cells weigh nothing in both centres, and everything after follows; they "
              "are still labelled."),
           tr("S_c = Σ w_i F_i / Σ w_i,  w_i = softmax over classes of M at cell i\n"
              "pull of cell i: v_i = w_i (F_i − S_c) / Σ w\n"
              "shown: ⟨J v_i, u⟩ with u along S_p − S and J the Jacobian of the perceptron")},
          static_cast<Needs>(Picture | SsaModel), session, parent) {
  auto* room = new QWidget(this);
  auto* column = new QVBoxLayout(room);
  column->setContentsMargins(12, 0, 12, 10);
  column->setSpacing(8);
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  class_ = pickList(room, "pullsClass", tr("Class whose prototype moved"));
  shown_ = pickList(room, "pullsShown", tr("What is drawn over the picture"));
  for (const QString& text :
       {tr("Pull along the move"), tr("Pull in any direction"), tr("Weight of the cell"), tr("Mask without the vetoed cells")})
    shown_->addItem(text);
  row->addWidget(class_);
  row->addWidget(shown_);
  row->addStretch(1);
  facts_ = new FactTable(room);
  legend_ = named(new LegendStrip(room), "pullsLegend", tr("What the colours say"));
  place_ = mutedLabel(room);
  place_->setObjectName(QStringLiteral("pullsPlace"));
  auto* vetoRow = new QHBoxLayout;
  vetoRow->setSpacing(6);
  selection_ = pushButton(room, "pullsVetoSelection", tr("Veto the selected pixels"));
  back_ = pushButton(room, "pullsUndo", tr("Undo"));
  clear_ = pushButton(room, "pullsClear", tr("Let all speak"));
  for (QPushButton* button : {selection_, back_, clear_}) vetoRow->addWidget(button);
  vetoRow->addStretch(1);
  words_ = mutedLabel(room);
  words_->setObjectName(QStringLiteral("pullsWords"));
  words_->setWordWrap(true);
  column->addLayout(row);
  column->addWidget(facts_);
  auto* legendRow = new QHBoxLayout;
  legendRow->addWidget(legend_);
  legendRow->addStretch(1);
  column->addLayout(legendRow);
  column->addWidget(place_);
  column->addWidget(captionLabel(room, tr("Veto")));
  column->addLayout(vetoRow);
  column->addWidget(words_);
  column->addStretch(1);
  body()->addWidget(room, 1);
  connect(class_, &QComboBox::currentIndexChanged, this, &PullsInstrument::ask);
  connect(shown_, &QComboBox::currentIndexChanged, this, &PullsInstrument::present);
  connect(selection_, &QPushButton::clicked, this, &PullsInstrument::vetoSelection);
  connect(back_, &QPushButton::clicked, this, [this] {
    if (before_.empty()) return;
    vetoed_ = std::move(before_.back());
    before_.pop_back();
    askVeto();
  });
  connect(clear_, &QPushButton::clicked, this, [this] { changeVeto({}); });
  connect(&session.selection(), &LinkedSelection::cellsChanged, this, &PullsInstrument::present);
}

QString PullsInstrument::alsoMissing() const {
  const auto trace = const_cast<PullsInstrument*>(this)->explain().trace(Slot::ssa);
  return !trace || trace->info().hasSemantic ? QString()
                                             : tr("This model has no semantic branch, so no pixel moves its prototypes.");
}

void PullsInstrument::refresh() {
  const auto trace = explain().trace(Slot::ssa);
  const int classes = trace->info().classes;
  if (class_->count() != classes) {
    const QSignalBlocker quiet(class_);
    fillClasses(*class_, subject(), classes);
    class_->setCurrentIndex(classesByCells(*trace).front());
  }
  if (pulls_ && pulls_->id == class_->currentIndex()) return present();
  ask();
}

void PullsInstrument::forget() {
  pulls_.reset();
  result_.reset();
  vetoed_.clear();
  before_.clear();
  const QSignalBlocker quiet(class_);
  class_->clear();
  facts_->setFacts({});
  words_->clear();
  place_->clear();
}

void PullsInstrument::setClass(int id) { class_->setCurrentIndex(id); }

void PullsInstrument::ask() {
  const auto trace = explain().trace(Slot::ssa);
  if (!trace || class_->currentIndex() < 0) return;
  explain().run<PullMap>(
      QStringLiteral("pulls"), tr("Pulls in %1").arg(subject().title), Lane::io,
      [trace, id = class_->currentIndex()](StopToken, ProgressSink&) { return pullMap(*trace, id); }, this,
      [this](Result<PullMap> made) {
        if (!made) return showFault(made.error());
        pulls_ = std::make_shared<const PullMap>(std::move(*made));
        present();
      });
}

void PullsInstrument::present() {
  const auto trace = explain().trace(Slot::ssa);
  selection_->setEnabled(trace && !explain().selection().cells().empty());
  back_->setEnabled(!before_.empty());
  clear_->setEnabled(!vetoed_.empty());
  if (!pulls_ || !trace) return;
  const QLocale locale;
  facts_->setFacts(
      {{tr("Move"), tr("|S_p − S| = %1, cos(S, S_p) = %2")
                        .arg(locale.toString(pulls_->displacement, 'f', 3), locale.toString(pulls_->cosine, 'f', 3))},
       {tr("Mass"),
        tr("%1 cells of %2").arg(locale.toString(pulls_->mass, 'f', 1), locale.toString(trace->info().cells.area()))}});
  QString text = vetoed_.empty() ? tr("Click into the picture to veto a cell.") : tr("Vetoed cells: %1.").arg(vetoed_.size());
  if (result_ && !vetoed_.empty())
    text += QLatin1Char(' ') + tr("%1 px of the mask change.").arg(locale.toString(static_cast<qlonglong>(result_->changed_px)));
  words_->setText(text);
  const Size grid = trace->info().cells;
  legend_->setVisible(shown_->currentIndex() == Along);
  double with = 0, against = 0;
  for (std::size_t i = 0; i < pulls_->along.values().size(); ++i)
    (pulls_->along.values()[i] < 0 ? against : with) += static_cast<double>(pulls_->weight.values()[i]);
  const auto share = [&](double part) {
    return tr("%1 % of the mass").arg(locale.toString(with + against > 0 ? 100 * part / (with + against) : 0, 'f', 1));
  };
  legend_->setItems({{QColor::fromRgb(kAboveZero), tr("along the move"), share(with)},
                     {QColor::fromRgb(kBelowZero), tr("against it"), share(against)}});
  switch (shown_->currentIndex()) {
    case Along:
      return setOverlay(withVeto(signedOver(pulls_->along), grid, vetoed_), tr("Pull on %1").arg(class_->currentText()));
    case Strength:
      return setOverlay(withVeto(heatOver(ofLargest(pulls_->strength)), grid, vetoed_),
                        tr("Pull on %1").arg(class_->currentText()));
    case Weight:
      return setOverlay(withVeto(heatOver(ofLargest(pulls_->weight)), grid, vetoed_),
                        tr("Weight for %1").arg(class_->currentText()));
    default:
      break;
  }
  if (result_ && !vetoed_.empty())
    setOverlay(maskOver(result_->refined, subject().labels.palette()), tr("Without the vetoed cells"));
  else
    setOverlay({}, {});
}

int PullsInstrument::cellAt(QPointF place) const {
  const auto trace = const_cast<PullsInstrument*>(this)->explain().trace(Slot::ssa);
  if (!trace || !QRectF(0, 0, 1, 1).contains(place)) return -1;
  const Size picture = trace->info().picture;
  return trace->cellOf({std::min(static_cast<int>(place.x() * picture.width), picture.width - 1),
                        std::min(static_cast<int>(place.y() * picture.height), picture.height - 1)});
}

void PullsInstrument::pictureClicked(QPointF place, Qt::KeyboardModifiers) {
  if (const int cell = cellAt(place); cell >= 0) toggle(cell);
}

void PullsInstrument::pictureHovered(std::optional<QPointF> place) {
  const int cell = place ? cellAt(*place) : -1;
  if (!pulls_ || cell < 0) return place_->clear();
  const auto at = static_cast<std::size_t>(cell);
  place_->setText(tr("here: along %1, strength %2, weight %3 ‰")
                      .arg(QLocale().toString(pulls_->along.values()[at], 'g', 3),
                           QLocale().toString(pulls_->strength.values()[at], 'g', 3),
                           QLocale().toString(1000 * pulls_->weight.values()[at], 'f', 2)));
}

void PullsInstrument::toggle(int cell) {
  std::vector<int> cells = vetoed_;
  const auto found = std::find(cells.begin(), cells.end(), cell);
  if (found == cells.end())
    cells.push_back(cell);
  else
    cells.erase(found);
  changeVeto(std::move(cells));
}

void PullsInstrument::vetoSelection() {
  const auto trace = explain().trace(Slot::ssa);
  if (!trace) return;
  std::vector<int> cells = vetoed_;
  for (const std::int32_t cell : explain().selection().cells().on(trace->info().cells).cells)
    if (std::find(cells.begin(), cells.end(), cell) == cells.end()) cells.push_back(cell);
  changeVeto(std::move(cells));
}

void PullsInstrument::changeVeto(std::vector<int> cells) {
  std::sort(cells.begin(), cells.end());
  if (cells == vetoed_) return;
  before_.push_back(std::exchange(vetoed_, std::move(cells)));
  askVeto();
}

void PullsInstrument::askVeto() {
  const auto trace = explain().trace(Slot::ssa);
  result_.reset();
  present();
  if (!trace || vetoed_.empty()) return explain().session().jobs().stopKey(QStringLiteral("explain:veto"));
  explain().run<VetoResult>(
      QStringLiteral("veto"), tr("Without some pixels of %1").arg(subject().title), Lane::io,
      [trace, cells = vetoed_](StopToken, ProgressSink&) { return veto(trace, cells); }, this,
      [this](Result<VetoResult> made) {
        if (!made) {
          if (made.error().code != ErrorCode::stopped) words_->setText(textAndRemedy(made.error(), subject().title));
          return;
        }
        result_ = std::make_shared<const VetoResult>(std::move(*made));
        present();
      });
}

Instrument* makePullsInstrument(ExplainSession& session, QWidget* parent) { return new PullsInstrument(session, parent); }

}  // namespace ssa

#include "moc_pulls_instrument.cpp"
