#include "widgets/explain/relations_instrument.h"

#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/session/explain/explain_set.h"
#include "app/session/qt_convert.h"
#include "widgets/controls/controls.h"
#include "widgets/explain/competition_view.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/relation_matrix_view.h"
#include "widgets/explain/set_picker.h"
#include "widgets/explain/set_run.h"
#include "widgets/feedback/messages.h"

namespace ssa {
RelationsInstrument::RelationsInstrument(ExplainSession& session, QWidget* parent)
    : Instrument(
          "relations",
          {tr("Relations"),
           tr("The relation matrix shows how much the prototype of each class resembles those of the others. Adapted "
              "prototypes should keep classes further apart than fixed ones, and a cell opens the pixels where that decides."),
           tr("Row i says where a pixel that looks exactly like the prototype of class i would go: the row is a softmax "
              "over all classes and sums to 1. A strong cell off the diagonal means that the classifier can hardly tell "
              "the two classes apart.\n\n“Minus” subtracts a second matrix, for example the fixed prototypes from the "
              "adapted ones: blue cells became less alike, orange ones more.\n\nA click on a cell, or Enter, shows the "
              "pixels where the two classes are the two best, and the histogram of the margin between their scores: what "
              "is near 0 is undecided.\n\nThe wheel, or + and −, come nearer until every value is read; dragging moves the "
              "matrix, 0 "
              "shows it whole. “Set” takes mean and spread over all pictures of a data set; a spread has nothing to subtract. "
              "The same numbers: ssaseg analyse relations."),
           tr("reference: R_ij = exp(15 cos(p_i, p_j)) / Σ_k exp(15 cos(p_i, p_k))\n"
              "paper:     R_ij = exp(p_i · p_j) / Σ_k exp(p_i · p_k)\n"
              "margin:    z_i − z_j of the logits at feature stride")},
          AnyModel, session, parent) {
  auto* halves = new QSplitter(Qt::Horizontal, this);
  halves->setChildrenCollapsible(false);
  auto* left = new QWidget(halves);
  auto* column = new QVBoxLayout(left);
  column->setContentsMargins(12, 4, 12, 10);
  column->setSpacing(8);
  matrix_ = named(new RelationMatrixView(left), "relationMatrix", tr("Relation matrix"));
  cell_ = mutedLabel(left);
  cell_->setObjectName(QStringLiteral("relationCell"));
  cell_->setWordWrap(true);
  cell_->setMinimumHeight(2 * fontMetrics().lineSpacing());
  cell_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  run_ = new SetRun(QStringLiteral("relationSet"), tr("Go through the set"), session, left);
  column->addWidget(run_);
  column->addWidget(matrix_, 1);
  column->addWidget(cell_);
  competing_ = new CompetitionView(session, halves);
  halves->addWidget(left);
  halves->addWidget(competing_);
  halves->setStretchFactor(0, 3);
  halves->setStretchFactor(1, 2);
  halves->setSizes({560, 320});
  bar_ = new RelationBar(this);
  body()->addWidget(bar_);
  body()->addWidget(halves, 1);
  connect(bar_, &RelationBar::asked, this, &RelationsInstrument::ask);
  connect(bar_, &RelationBar::scopeChanged, this, &RelationsInstrument::chooseScope);
  connect(bar_, &RelationBar::scaleChosen, matrix_, &RelationMatrixView::setFullScale);
  connect(run_, &SetRun::startRequested, this, &RelationsInstrument::goThroughSet);
  connect(competing_, &CompetitionView::pictureRequested, this, &RelationsInstrument::pictureRequested);
  connect(&session.set(), &ExplainSet::changed, this, [this] {
    sets_ = {};
    if (!ofPicture() && isVisible()) ask();
  });
  connect(matrix_, &RelationMatrixView::currentChanged, this, &RelationsInstrument::tellCell);
  connect(matrix_, &RelationMatrixView::opened, this, [this](int first, int second) {
    if (answer_) open({answer_->order[static_cast<std::size_t>(first)], answer_->order[static_cast<std::size_t>(second)]});
  });
  connect(&session.selection(), &LinkedSelection::pairChanged, this, &RelationsInstrument::hearPair);
  connect(&session.selection(), &LinkedSelection::cellsChanged, this, &RelationsInstrument::hearPair);
  run_->hide();
  tellCell();
}

RelationInputs RelationsInstrument::inputs() const {
  auto& session = const_cast<RelationsInstrument*>(this)->explain();
  RelationInputs inputs;
  for (const Slot slot : {Slot::baseline, Slot::ssa}) inputs.traces[static_cast<std::size_t>(slot)] = session.trace(slot);
  inputs.truth = session.subject().truth;
  return inputs;
}

void RelationsInstrument::refresh() {
  bar_->setSources(relationSources(inputs()), subject().truth != nullptr);
  if (models_ != subject().models) sets_ = {};
  ask();
}

void RelationsInstrument::forget() {
  answer_.reset();
  competition_.reset();
  matrix_->clear();
  competing_->clear();
  tellCell();
}

void RelationsInstrument::setFolder(const QString& folder) {
  if (ofPicture()) {
    const QSignalBlocker quiet(bar_);  // no question for the folder that is given here
    bar_->setScope(RelationBar::Scope::setMean);
  }
  explain().set().setFolder(folder);
}

void RelationsInstrument::chooseScope() {
  if (ofPicture()) run_->hide();
  ask();
  if (!ofPicture() && explain().set().folder().isEmpty()) competing_->picker().askForFolder();
}

// Shows what is known of the set, or goes through it.
void RelationsInstrument::askSet() {
  const ExplainSet& set = explain().set();
  run_->setVisible(!set.isReady() || !missingSlots().empty());
  run_->setStartEnabled(set.isReady(), tr("Choose a data set first"));
  if (!set.isReady()) {
    matrix_->clear();
    return cell_->setText(set.isLooking() ? tr("Looking at the folder…")
                                          : tr("Choose a data set at the right: a folder of pictures with their masks."));
  }
  if (missingSlots().empty()) return presentSet();
  goThroughSet();
}

std::vector<Slot> RelationsInstrument::missingSlots() const {
  const RelationQuestion asked = bar_->question();
  std::vector<Slot> missing;
  for (const Slot slot : slotsOf(asked)) {
    const auto& known = sets_[static_cast<std::size_t>(slot)];
    if (!known || known->variant != asked.variant) missing.push_back(slot);
  }
  return missing;
}

void RelationsInstrument::goThroughSet() {
  if (run_->isRunning() || !explain().set().isReady()) return;
  const std::vector<Slot> slots = missingSlots();
  if (slots.empty()) return presentSet();
  matrix_->clear();
  cell_->setText(tr("Going through the pictures of %1…").arg(explain().set().title()));
  models_ = subject().models;
  run_->run<RelationSets>(
      tr("Relations over %1").arg(explain().set().title()),
      [models = models_, slots, known = sets_, variant = bar_->question().variant,
       folder = toPath(explain().set().folder()).string(),
       choice = explain().set().place().choice](const StopToken& stop, ProgressSink& progress) -> Result<RelationSets> {
        RelationSets sets = known;
        for (const Slot slot : slots) {
          const auto at = static_cast<std::size_t>(slot);
          auto made = relateSet(models[at], folder, choice, variant, stop, progress);
          if (!made) return made.error();
          sets[at] = std::make_shared<const SetRelations>(std::move(*made));
        }
        return sets;
      },
      [this](Result<RelationSets> made) {
        if (!made) return cell_->setText(SetRun::endText(made.error(), explain().set().folder()));
        sets_ = std::move(*made);
        if (!ofPicture()) askSet();  // another matrix may be asked for by now
      });
}

void RelationsInstrument::presentSet() {
  const RelationQuestion asked = bar_->question();
  auto made = relateOverSet(sets_, asked, ofSpread());
  if (!made) {
    matrix_->clear();
    answer_.reset();
    return cell_->setText(made.error().arg("option") == "kind"
                              ? tr("The set has no prototypes of this kind: the teacher's need truth and its weights.")
                              : textAndRemedy(made.error(), explain().set().folder()));
  }
  present(std::move(*made));
  const SetRelations& set = *sets_[static_cast<std::size_t>(asked.shown.slot)];
  QString text = ofSpread() ? tr("Standard deviation over %1 pictures of %2.") : tr("Mean over %1 pictures of %2.");
  text = text.arg(QLocale().toString(static_cast<qlonglong>(set.images)), explain().set().title());
  if (!set.skipped.empty()) text += QLatin1Char(' ') + tr("%1 could not be read.").arg(set.skipped.size());
  cell_->setText(text);
}

void RelationsInstrument::ask() {
  if (bar_->isEmpty()) return;
  if (!ofPicture()) return askSet();
  RelationInputs with = inputs();
  const RelationQuestion asked = bar_->question();
  with.shownMask = explain().mask(asked.shown.slot == Slot::ssa ? ViewKind::refined : ViewKind::baseline);
  explain().run<RelationAnswer>(
      QStringLiteral("relations"), tr("Relations of %1").arg(subject().title), Lane::io,
      [with, asked](StopToken, ProgressSink&) { return relate(with, asked); }, this,
      [this](Result<RelationAnswer> made) {
        if (made)
          present(std::move(*made));
        else
          showFault(made.error());
      });
}

void RelationsInstrument::present(RelationAnswer answer) {
  answer_ = std::make_shared<const RelationAnswer>(std::move(answer));
  QStringList names;
  std::vector<double> values;
  for (const int row : answer_->order) {
    names += subject().className(row);
    for (const int column : answer_->order) values.push_back(answer_->matrix.at(row, column));
  }
  matrix_->setMatrix(names, std::move(values), answer_->question.minus.has_value());
  hearPair(nullptr);
  tellCell();
}

void RelationsInstrument::tellCell() {
  const auto cell = matrix_->current();
  if (!cell || !answer_ || matrix_->isEmpty())
    return cell_->setText(
        tr("Point at a cell for its value; click it, or press Enter, for the pixels where the two classes compete."));
  const QString i = subject().className(answer_->order[static_cast<std::size_t>(cell->first)]);
  const QString j = subject().className(answer_->order[static_cast<std::size_t>(cell->second)]);
  const double value = matrix_->value(cell->first, cell->second);
  const QString number = QLocale().toString(value, 'f', 4);
  if (ofSpread())
    cell_->setText(tr("%1 to %2: the weight spreads by %3 over the pictures.").arg(i, j, number));
  else if (answer_->question.minus)
    cell_->setText(
        tr("%1 to %2: %3 – %4")
            .arg(i, j, number,
                 value < 0 ? tr("less alike than in the matrix subtracted") : tr("more alike than in the matrix subtracted")));
  else
    cell_->setText(tr("A pixel that looks like the prototype of %1 goes to %2 with weight %3.").arg(i, j, number));
}

void RelationsInstrument::open(ClassPair pair) {
  explain().selection().setPair(pair, this);
  if (pair.first == pair.second) {
    competition_.reset();
    setOverlay({}, {});
    return competing_->clear(tr("A class does not compete with itself. Choose a cell off the diagonal."));
  }
  const Slot slot = bar_->question().shown.slot;
  const auto trace = explain().trace(slot);
  if (!trace) return;
  explain().run<Competition>(
      QStringLiteral("competition"), tr("%1 against %2").arg(subject().className(pair.first), subject().className(pair.second)),
      Lane::io,
      [trace, pair, truth = subject().truth](StopToken, ProgressSink&) {
        return competition(*trace, pair.first, pair.second, MaskKind::refined, truth.get());
      },
      this,
      [this, slot](Result<Competition> made) {
        if (made)
          presentCompetition(std::move(*made), slot);
        else
          showFault(made.error());
      });
}

void RelationsInstrument::presentCompetition(Competition competition, Slot slot) {
  competition_ = std::make_shared<const Competition>(std::move(competition));
  competing_->present(*competition_, slot);
  const LabelMap& cells = competition_->cells;
  CellSet chosen{cells.size(), {}};
  for (std::size_t cell = 0; cell < cells.labels().size(); ++cell)
    if (cells.labels()[cell] == 1) chosen.cells.push_back(static_cast<std::int32_t>(cell));
  explain().selection().set(std::move(chosen), ClassPair{competition_->first, competition_->second}, this);
}

// The row of what is selected elsewhere: a pair, or the class that fills most of the cells.
void RelationsInstrument::hearPair(const QObject* source) {
  if (source == this || !answer_) return;
  const auto placeOf = [this](int id) {
    const auto at = std::find(answer_->order.begin(), answer_->order.end(), id);
    return at == answer_->order.end() ? -1 : static_cast<int>(at - answer_->order.begin());
  };
  const LinkedSelection& selection = explain().selection();
  ClassPair pair = selection.pair().value_or(ClassPair{});
  if (pair.first < 0 && !selection.cells().empty())
    if (const auto trace = explain().trace(bar_->question().shown.slot)) {
      const FeatureRows logits = trace->logits(MaskKind::refined);
      const CellSet cells = selection.cells().on(trace->info().cells);
      // The best two by the mean logit over the selected cells.
      std::vector<std::pair<double, int>> means;
      for (int id = 0; id < logits.rows; ++id) {
        double sum = 0;
        for (const std::int32_t cell : cells.cells) sum += static_cast<double>(logits.row(id)[cell]);
        means.emplace_back(-sum, id);
      }
      std::sort(means.begin(), means.end());
      if (means.size() > 1) pair = {means[0].second, means[1].second};
    }
  const int row = placeOf(pair.first), column = placeOf(pair.second);
  if (row >= 0 && column >= 0) matrix_->setCurrent(std::pair(row, column));
}

Instrument* makeRelationsInstrument(ExplainSession& session, QWidget* parent) { return new RelationsInstrument(session, parent); }

}  // namespace ssa

#include "moc_relations_instrument.cpp"
