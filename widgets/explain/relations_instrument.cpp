#include "widgets/explain/relations_instrument.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "widgets/charts/line_chart.h"
#include "widgets/controls/controls.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/prototype_text.h"
#include "widgets/explain/relation_matrix_view.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

QString sourceTitle(const RelationSource& source) {
  return QStringLiteral("%1 · %2").arg(slotTitle(source.slot), prototypeTitle(source.kind));
}

void fill(QComboBox& list, const std::vector<RelationSource>& sources, const QString& first, const QString& wanted) {
  const QSignalBlocker quiet(&list);
  list.clear();
  if (!first.isEmpty()) list.addItem(first);
  for (const RelationSource& source : sources) list.addItem(sourceTitle(source));
  list.setCurrentIndex(std::max(0, list.findText(wanted)));
}

}  // namespace

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
              "is near 0 is undecided."),
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
  column->addWidget(matrix_, 1);
  column->addWidget(cell_);
  halves->addWidget(left);
  halves->addWidget(makeDetail());
  halves->setStretchFactor(0, 3);
  halves->setStretchFactor(1, 2);
  halves->setSizes({560, 320});
  body()->addWidget(makeBar());
  body()->addWidget(halves, 1);
  for (QComboBox* list : {shown_, minus_, variant_, order_})
    connect(list, &QComboBox::currentIndexChanged, this, &RelationsInstrument::ask);
  connect(shown_, &QComboBox::currentTextChanged, this, [this](const QString& text) { wanted_ = text; });
  connect(minus_, &QComboBox::currentTextChanged, this, [this](const QString& text) { wantedMinus_ = text; });
  connect(scope_, &QComboBox::activated, this, &RelationsInstrument::askForFolder);
  connect(scale_, &QComboBox::currentIndexChanged, this, [this](int index) { matrix_->setFullScale(index == 1); });
  connect(matrix_, &RelationMatrixView::currentChanged, this, &RelationsInstrument::tellCell);
  connect(matrix_, &RelationMatrixView::opened, this, [this](int first, int second) {
    if (answer_) open({answer_->order[static_cast<std::size_t>(first)], answer_->order[static_cast<std::size_t>(second)]});
  });
  connect(&session.selection(), &LinkedSelection::pairChanged, this, &RelationsInstrument::hearPair);
  connect(&session.selection(), &LinkedSelection::cellsChanged, this, &RelationsInstrument::hearPair);
  tellCell();
}

QWidget* RelationsInstrument::makeBar() {
  auto* bar = new QWidget(this);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(12, 0, 12, 4);
  row->setSpacing(6);
  scope_ = pickList(bar, "relationScope", tr("What the matrix is taken over"));
  scope_->addItem(tr("This picture"));
  scope_->addItem(tr("Set: mean"));
  scope_->addItem(tr("Set: spread"));
  shown_ = pickList(bar, "relationShown", tr("Prototypes of the matrix"));
  minus_ = pickList(bar, "relationMinus", tr("Prototypes whose matrix is subtracted"));
  variant_ = pickList(bar, "relationVariant",
                      tr("How prototypes are compared: 15 times the cosine (reference) or the plain dot product (paper)"));
  variant_->addItem(tr("Reference"));
  variant_->addItem(tr("Paper"));
  order_ = pickList(bar, "relationOrder", tr("Order of the classes"));
  order_->addItem(tr("By index"));
  order_->addItem(tr("By cluster"));
  order_->addItem(tr("By confusion"));
  scale_ = pickList(bar, "relationScale", tr("What the strongest colour means"));
  scale_->addItem(tr("Scale: largest"));
  scale_->addItem(tr("Scale: 1"));
  for (QComboBox* list : {scope_, shown_, minus_, variant_, order_, scale_}) {
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list->setMinimumContentsLength(8);
    list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  }
  row->addWidget(scope_, 2);
  row->addWidget(shown_, 3);
  row->addWidget(mutedLabel(bar, tr("minus")));
  row->addWidget(minus_, 3);
  row->addWidget(variant_, 3);
  row->addWidget(order_, 2);
  row->addWidget(scale_, 2);
  return bar;
}

QWidget* RelationsInstrument::makeDetail() {
  auto* panel = new QWidget(this);
  panel->setMinimumWidth(220);
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(12, 4, 12, 10);
  column->setSpacing(8);
  column->addWidget(captionLabel(panel, tr("Where two classes compete")));
  verdict_ = new QLabel(panel);
  verdict_->setObjectName(QStringLiteral("relationVerdict"));
  verdict_->setTextFormat(Qt::PlainText);
  verdict_->setWordWrap(true);
  verdict_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  histogram_ = named(new LineChart(panel), "relationHistogram", tr("Histogram of the margin"));
  histogram_->setTitle(tr("Cells by margin and truth"));
  histogram_->setEmptyText(tr("Click a cell off the diagonal"));
  worstTitle_ = captionLabel(panel, tr("Pictures of a set where it is worst"));
  worstTitle_->setWordWrap(true);
  worst_ = named(new QListWidget(panel), "relationWorst", tr("Pictures where the two classes are confused most"));
  worst_->setToolTip(tr("Enter or double click opens the picture"));
  worstGo_ = pushButton(panel, "relationWorstGo", tr("Search a folder…"));
  worstGo_->setEnabled(false);
  worst_->hide();
  column->addWidget(verdict_);
  column->addWidget(histogram_, 3);
  column->addWidget(worstTitle_);
  column->addWidget(worst_, 2);
  column->addWidget(worstGo_, 0, Qt::AlignLeft);
  connect(worst_, &QListWidget::itemActivated, this,
          [this](const QListWidgetItem* item) { Q_EMIT pictureRequested(item->data(Qt::UserRole).toString(), {}); });
  connect(worstGo_, &QPushButton::clicked, this, [this] {
    const auto pair = explain().selection().pair();
    if (!pair) return;
    if (!folder_.isEmpty()) return listWorst(*pair);
    file_dialogs::ask(FileQuestion::folder, explain().session().settings().text("window/lastFolder"), this,
                      [this, pair = *pair](const QStringList& files) {
                        folder_ = files.first();
                        listWorst(pair);
                      });
  });
  return panel;
}

RelationInputs RelationsInstrument::inputs() const {
  auto& session = const_cast<RelationsInstrument*>(this)->explain();
  RelationInputs inputs;
  for (const Slot slot : {Slot::baseline, Slot::ssa}) inputs.traces[static_cast<std::size_t>(slot)] = session.trace(slot);
  inputs.truth = session.subject().truth;
  return inputs;
}

RelationQuestion RelationsInstrument::question() const {
  RelationQuestion question;
  const auto at = [this](int index) { return sources_[static_cast<std::size_t>(index)]; };
  if (!sources_.empty()) question.shown = at(std::max(0, shown_->currentIndex()));
  if (minus_->currentIndex() > 0) question.minus = at(minus_->currentIndex() - 1);
  question.variant = variant_->currentIndex() == 1 ? RelationVariant::paper : RelationVariant::reference;
  question.order = static_cast<RelationOrder>(std::max(0, order_->currentIndex()));
  return question;
}

void RelationsInstrument::refresh() {
  sources_ = relationSources(inputs());
  fill(*shown_, sources_, {}, wanted_);
  fill(*minus_, sources_, tr("nothing"), wantedMinus_);
  if (!subject().truth && order_->currentIndex() == static_cast<int>(RelationOrder::confusion)) {
    const QSignalBlocker quiet(order_);
    order_->setCurrentIndex(0);
  }
  order_->setItemData(static_cast<int>(RelationOrder::confusion), subject().truth ? QString() : tr("Needs truth"),
                      Qt::ToolTipRole);
  ask();
}

void RelationsInstrument::forget() {
  answer_.reset();
  competition_.reset();
  matrix_->clear();
  histogram_->setSeries({});
  tellCell();
}

RelationsInstrument::Scope RelationsInstrument::scope() const { return static_cast<Scope>(std::max(0, scope_->currentIndex())); }

void RelationsInstrument::setFolder(const QString& folder) {
  folder_ = folder;
  set_.reset();
  if (scope() == Scope::picture) scope_->setCurrentIndex(static_cast<int>(Scope::setMean));
  ask();
}

// Asked once; a set stays until another is chosen by going back to the picture and here again.
void RelationsInstrument::askForFolder() {
  if (scope() == Scope::picture) folder_.clear();
  if (scope() == Scope::picture || !folder_.isEmpty()) return ask();
  file_dialogs::ask(FileQuestion::folder, explain().session().settings().text("window/lastFolder"), this,
                    [this](const QStringList& files) { setFolder(files.first()); });
}

void RelationsInstrument::askSet() {
  const RelationQuestion asked = question();
  if (set_ && setVariant_ == asked.variant && setSlot_ == asked.shown.slot) return presentSet();
  const auto model = subject().model(asked.shown.slot);
  if (!model || folder_.isEmpty()) return;
  cell_->setText(tr("Going through the pictures of the set…"));
  explain().run<SetRelations>(
      QStringLiteral("relations"), tr("Relations over a set"), Lane::gpu,
      [model, folder = toPath(folder_).string(), variant = asked.variant](StopToken stop, ProgressSink& progress) {
        return relateSet(model, folder, variant, stop, progress);
      },
      this,
      [this, asked](Result<SetRelations> made) {
        if (!made) return showFault(made.error());
        set_ = std::make_shared<const SetRelations>(std::move(*made));
        setVariant_ = asked.variant;
        setSlot_ = asked.shown.slot;
        presentSet();
      });
}

void RelationsInstrument::presentSet() {
  RelationAnswer answer;
  answer.question = question();
  const auto find = [this](PrototypeKind kind) {
    return std::find_if(set_->kinds.begin(), set_->kinds.end(), [kind](const auto& one) { return one.kind == kind; });
  };
  const auto shown = find(answer.question.shown.kind);
  if (shown == set_->kinds.end()) {
    matrix_->clear();
    return cell_->setText(tr("The set has no prototypes of this kind: the teacher's need truth and its weights."));
  }
  answer.matrix = scope() == Scope::setSpread ? shown->spread : shown->mean;
  if (answer.question.minus && scope() == Scope::setMean && answer.question.minus->slot == setSlot_) {
    const auto other = find(answer.question.minus->kind);
    if (other != set_->kinds.end())
      if (auto apart = difference(shown->mean, other->mean)) answer.matrix = std::move(*apart);
  } else {
    answer.question.minus.reset();
  }
  answer.order = answer.question.order == RelationOrder::cluster     ? orderByCluster(shown->mean)
                 : answer.question.order == RelationOrder::confusion ? orderByConfusion(set_->confusion)
                                                                     : orderByIndex(shown->mean.classes);
  present(std::move(answer));
  cell_->setText(tr("Over %1 pictures of %2").arg(set_->images).arg(folder_));
}

void RelationsInstrument::listWorst(ClassPair pair) {
  const auto model = subject().model(slotShown());
  if (!model || pair.first == pair.second) return;
  worst_->clear();
  worstTitle_->setText(tr("Searching…"));
  explain().run<SetCompetition>(
      QStringLiteral("worst"),
      tr("%1 against %2 over a set").arg(subject().className(pair.first), subject().className(pair.second)), Lane::gpu,
      [model, folder = toPath(folder_).string(), pair](StopToken stop, ProgressSink& progress) {
        return competeOverSet(model, folder, pair, stop, progress);
      },
      this,
      [this, pair](Result<SetCompetition> made) {
        worstTitle_->setText(
            tr("%1 against %2, worst first").arg(subject().className(pair.first), subject().className(pair.second)));
        if (!made) return showFault(made.error());
        const QLocale locale;
        for (const CompetitionRow& row : made->rows) {
          auto* item = new QListWidgetItem(
              tr("%1 · %2 px confused · %3 px contested")
                  .arg(QString::fromStdString(row.name), locale.toString(static_cast<qlonglong>(row.confusedPixels)),
                       locale.toString(static_cast<qlonglong>(row.competingPixels))),
              worst_);
          item->setData(Qt::UserRole, fromPath(row.image));
        }
        worst_->setVisible(worst_->count() > 0);
      });
}

void RelationsInstrument::ask() {
  if (sources_.empty()) return;
  if (scope() != Scope::picture && !folder_.isEmpty()) return askSet();
  RelationInputs with = inputs();
  const RelationQuestion asked = question();
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
  if (answer_->question.minus)
    cell_->setText(
        tr("%1 to %2: %3 – %4")
            .arg(i, j, number,
                 value < 0 ? tr("less alike than in the matrix subtracted") : tr("more alike than in the matrix subtracted")));
  else
    cell_->setText(tr("A pixel that looks like the prototype of %1 goes to %2 with weight %3.").arg(i, j, number));
}

void RelationsInstrument::open(ClassPair pair) {
  explain().selection().setPair(pair, this);
  worstGo_->setEnabled(pair.first != pair.second);
  if (pair.first == pair.second) {
    competition_.reset();
    histogram_->setSeries({});
    setOverlay({}, {});
    return verdict_->setText(tr("A class does not compete with itself. Choose a cell off the diagonal."));
  }
  const auto trace = explain().trace(slotShown());
  if (!trace) return;
  explain().run<Competition>(
      QStringLiteral("competition"), tr("%1 against %2").arg(subject().className(pair.first), subject().className(pair.second)),
      Lane::io,
      [trace, pair, truth = subject().truth](StopToken, ProgressSink&) {
        return competition(*trace, pair.first, pair.second, MaskKind::refined, truth.get());
      },
      this,
      [this](Result<Competition> made) {
        if (made)
          presentCompetition(std::move(*made));
        else
          showFault(made.error());
      });
}

void RelationsInstrument::presentCompetition(Competition competition) {
  competition_ = std::make_shared<const Competition>(std::move(competition));
  const Competition& made = *competition_;
  const QString i = subject().className(made.first), j = subject().className(made.second);
  const QLocale locale;
  QStringList words{tr("%1 against %2, %3.").arg(i, j, slotTitle(slotShown()))};
  if (made.competing == 0) {
    words += tr("Nowhere in this picture are they the two best.");
  } else {
    words +=
        tr("They are the two best in %1 cells, %2 pixels; the mean margin there is %3.")
            .arg(locale.toString(static_cast<qlonglong>(made.competing)),
                 locale.toString(static_cast<qlonglong>(made.competingPixels)), locale.toString(made.meanAbsoluteMargin, 'f', 2));
    if (subject().truth)
      words += tr("%1 pixels are %2 but called %3, %4 the other way round.")
                   .arg(locale.toString(static_cast<qlonglong>(made.firstForSecond)), j, i,
                        locale.toString(static_cast<qlonglong>(made.secondForFirst)));
  }
  verdict_->setText(words.join(QLatin1Char(' ')));

  std::vector<double> x, all, first, second;
  for (const Competition::Bin& bin : made.histogram) {
    x.push_back((bin.low + bin.high) / 2);
    all.push_back(static_cast<double>(bin.cells));
    first.push_back(static_cast<double>(bin.truthFirst));
    second.push_back(static_cast<double>(bin.truthSecond));
  }
  std::vector<ChartSeries> series;
  if (made.competing > 0) {
    series.push_back({tr("All"), 7, x, all, false, false});
    if (subject().truth) {
      series.push_back({i, 0, x, first, false, false});
      series.push_back({j, 1, x, second, false, true});
    }
  }
  histogram_->setXTitle(tr("margin: %1 − %2").arg(i, j));
  histogram_->setSeries(std::move(series));

  CellSet chosen{made.cells.size(), {}};
  for (std::size_t cell = 0; cell < made.cells.labels().size(); ++cell)
    if (made.cells.labels()[cell] == 1) chosen.cells.push_back(static_cast<std::int32_t>(cell));
  explain().selection().set(std::move(chosen), ClassPair{made.first, made.second}, this);
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
    if (const auto trace = explain().trace(slotShown())) {
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
