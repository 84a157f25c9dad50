#include "widgets/training/runs_view.h"

#include <QFileInfo>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "app/session/qt_convert.h"
#include "app/session/runs/run_registry.h"
#include "app/session/training/training_session.h"
#include "widgets/charts/line_chart.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/controls/fact_table.h"
#include "widgets/training/run_curves.h"
#include "widgets/training/run_text.h"
#include "widgets/training/runs_model.h"

namespace ssa {
namespace {

constexpr std::size_t kMostFollowed = 8;

}  // namespace

RunsView::RunsView(RunRegistry& registry, TrainingSession& training, QWidget* parent)
    : QWidget(parent),
      registry_(registry),
      training_(training),
      runs_(new RunsModel(this)),
      sorted_(new QSortFilterProxyModel(this)),
      stack_(new QStackedWidget(this)),
      table_(named(new QTableView(this), "runsTable", tr("Runs"))),
      undoBar_(new QFrame(this)),
      undoText_(new QLabel(this)) {
  sorted_->setSourceModel(runs_);
  sorted_->setSortRole(RunsModel::SortRole);
  table_->setModel(sorted_);
  table_->setSortingEnabled(true);
  table_->sortByColumn(RunsModel::Date, Qt::DescendingOrder);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  table_->setShowGrid(false);
  table_->setAlternatingRowColors(true);
  table_->setWordWrap(false);
  table_->setTabKeyNavigation(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(26);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(RunsModel::Name, QHeaderView::Stretch);

  undoBar_->setObjectName(QStringLiteral("runsUndoBar"));
  undoBar_->setProperty("notifier", true);
  undoBar_->setProperty("tone", QStringLiteral("info"));
  auto* undoRow = new QHBoxLayout(undoBar_);
  undoRow->setContentsMargins(12, 4, 8, 4);
  undoText_->setTextFormat(Qt::PlainText);
  QPushButton* undo = pushButton(undoBar_, "runsUndo", tr("Undo"));
  undoRow->addWidget(undoText_, 1);
  undoRow->addWidget(undo);
  undoBar_->setVisible(false);

  auto* whole = new QSplitter(Qt::Vertical, this);
  whole->setChildrenCollapsible(false);
  auto* top = new QWidget(whole);
  auto* column = new QVBoxLayout(top);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeButtons());
  column->addWidget(undoBar_);
  column->addWidget(table_, 1);
  whole->addWidget(top);
  whole->addWidget(makeCompare());
  whole->setStretchFactor(0, 1);
  whole->setStretchFactor(1, 1);
  auto* empty = new EmptyHint("clock", this);
  empty->setObjectName(QStringLiteral("runsEmpty"));
  empty->setText(tr("No runs yet"),
                 tr("Every run of the trainer is listed here, with its scores, its settings and its checkpoints."));
  stack_->addWidget(whole);
  stack_->addWidget(empty);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);

  connect(undo, &QPushButton::clicked, this, [this] {
    for (const std::filesystem::path& run : removed_)
      if (const auto restored = registry_.restore(run); !restored) Q_EMIT failed(restored.error(), fromPath(run));
    removed_.clear();
    undoBar_->setVisible(false);
  });
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsView::refreshSelection);
  connect(table_, &QTableView::doubleClicked, this,
          [this](const QModelIndex& index) { Q_EMIT watchRequested(index.data(RunsModel::FolderRole).toString()); });
  connect(&registry_, &RunRegistry::changed, this, &RunsView::refresh);
  connect(&training_, &TrainingSession::runChanged, this, [this](const QString& run) {
    const auto chosen = selected();
    if (std::find(chosen.begin(), chosen.end(), toPath(run)) != chosen.end()) refreshCurves();
  });
  refresh();
}

QWidget* RunsView::makeButtons() {
  auto* bar = new QFrame(this);
  bar->setProperty("bar", true);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(12, 6, 8, 6);
  row->setSpacing(6);
  watch_ = pushButton(bar, "runsWatch", tr("Show"));
  watch_->setToolTip(tr("Curves, pictures and log of this run"));
  openBaseline_ = pushButton(bar, "runsOpenBaseline", tr("Open as baseline"));
  openSsa_ = pushButton(bar, "runsOpenSsa", tr("Open as SSA"));
  for (QPushButton* button : {openBaseline_, openSsa_})
    button->setToolTip(tr("Load the best checkpoint into this slot of the viewer"));
  resume_ = pushButton(bar, "runsResume", tr("Resume"));
  resume_->setToolTip(tr("Go on from the newest checkpoint"));
  reuse_ = pushButton(bar, "runsReuse", tr("Use its settings"));
  reuse_->setToolTip(tr("Take this run's configuration as the one being prepared"));
  remove_ = pushButton(bar, "runsDelete", tr("Delete"));
  remove_->setToolTip(tr("Move the run folders to the trash beside them; can be undone"));
  for (QPushButton* button : {watch_, openBaseline_, openSsa_, resume_, reuse_}) row->addWidget(button);
  row->addStretch(1);
  row->addWidget(remove_);
  const auto first = [this] { return fromPath(selected().front()); };
  connect(watch_, &QPushButton::clicked, this, [this, first] { Q_EMIT watchRequested(first()); });
  connect(openBaseline_, &QPushButton::clicked, this, [this] { open(Slot::baseline); });
  connect(openSsa_, &QPushButton::clicked, this, [this] { open(Slot::ssa); });
  connect(resume_, &QPushButton::clicked, this, [this, first] { Q_EMIT resumeRequested(first()); });
  connect(reuse_, &QPushButton::clicked, this, [this, first] { Q_EMIT settingsRequested(first()); });
  connect(remove_, &QPushButton::clicked, this, &RunsView::removeSelected);
  return bar;
}

QWidget* RunsView::makeCompare() {
  auto* content = new QWidget(this);
  auto* row = new QHBoxLayout(content);
  row->setContentsMargins(12, 10, 12, 12);
  row->setSpacing(12);
  scores_ = named(new LineChart(content), "runsScores", tr("mIoU of the selected runs"));
  scores_->setTitle(tr("Validation mIoU"), QStringLiteral("%"));
  scores_->setXTitle(tr("Iteration"));
  scores_->setEmptyText(tr("Select one or more runs to see their scores on one chart"));
  scores_->setMinimumHeight(200);
  row->addWidget(scores_, 3);
  auto* right = new QWidget(content);
  auto* column = new QVBoxLayout(right);
  column->setContentsMargins(0, 0, 8, 0);
  column->setSpacing(6);
  column->addWidget(captionLabel(right, tr("Lineage")));
  lineage_ = new FactTable(right);
  column->addWidget(lineage_);
  differencesTitle_ = captionLabel(right, tr("Parameters that differ"));
  column->addWidget(differencesTitle_);
  differences_ = new FactTable(right);
  differences_->setObjectName(QStringLiteral("runsDifferences"));
  column->addWidget(differences_);
  column->addStretch(1);
  auto* area = named(new QScrollArea(content), "runsFacts", tr("Lineage and differences of the selected runs"));
  area->setWidget(right);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setFocusPolicy(Qt::NoFocus);
  row->addWidget(area, 2);
  return content;
}

std::vector<std::filesystem::path> RunsView::selected() const {
  std::vector<std::filesystem::path> folders;
  for (const QModelIndex& index : table_->selectionModel()->selectedRows())
    folders.push_back(toPath(index.data(RunsModel::FolderRole).toString()));
  return folders;
}

void RunsView::select(const std::filesystem::path& run) {
  for (int row = 0; row < sorted_->rowCount(); ++row)
    if (toPath(sorted_->index(row, 0).data(RunsModel::FolderRole).toString()) == run) return table_->selectRow(row);
}

void RunsView::refresh() {
  runs_->setRuns(registry_.runs());
  stack_->setCurrentIndex(runs_->rowCount() > 0 || !removed_.empty() ? 0 : 1);
  refreshSelection();
}

void RunsView::refreshSelection() {
  const auto chosen = selected();
  // Ended runs are read as well, so that their curves can be drawn.
  for (std::size_t i = 0; i < std::min(chosen.size(), kMostFollowed); ++i)
    if (!training_.snapshot(chosen[i])) training_.follow(chosen[i]);
  const std::optional<RunRecord> one = chosen.size() == 1 ? registry_.run(chosen.front()) : std::nullopt;
  for (QPushButton* button : {watch_, reuse_}) button->setEnabled(one.has_value());
  for (QPushButton* button : {openBaseline_, openSsa_}) button->setEnabled(one && one->iteration > 0);
  resume_->setEnabled(one && !isLiving(one->state) && one->state != TrainerState::finished);
  remove_->setEnabled(!chosen.empty() && std::none_of(chosen.begin(), chosen.end(), [this](const auto& folder) {
    const auto record = registry_.run(folder);
    return record && isLiving(record->state);
  }));
  refreshCurves();
  refreshDifferences();
}

void RunsView::refreshCurves() {
  std::vector<ChartSeries> series;
  for (const std::filesystem::path& folder : selected()) {
    const RunSnapshotPtr run = training_.snapshot(folder);
    if (!run || run->evals.empty() || series.size() >= kMostFollowed) continue;
    series.push_back(scoreSeries(*run, static_cast<int>(series.size())));
  }
  scores_->setSeries(std::move(series));
}

void RunsView::refreshDifferences() {
  const auto chosen = selected();
  std::vector<std::pair<QString, QString>> facts, origin;
  if (chosen.size() == 2) {
    const auto left = registry_.run(chosen[0]), right = registry_.run(chosen[1]);
    if (left && right)
      for (const ParameterDifference& one : parameterDifferences(left->configJson, right->configJson)) {
        const auto side = [](const std::string& value) {
          return value.empty() ? QStringLiteral("–") : QString::fromStdString(value);
        };
        facts.emplace_back(QString::fromStdString(one.path), QStringLiteral("%1 → %2").arg(side(one.left), side(one.right)));
      }
    if (facts.empty()) facts.emplace_back(tr("None"), tr("the same configuration"));
  } else {
    facts.emplace_back(tr("Hint"), tr("select two runs"));
  }
  if (chosen.size() == 1)
    if (const auto run = registry_.run(chosen.front())) {
      origin = {{tr("Data"), run->dataPath},
                {tr("Data hash"), QString::fromStdString(run->dataSha256)},
                {tr("Started from"), run->startedFrom.isEmpty() ? tr("seeded weights") : run->startedFrom},
                {tr("Run"), fromPath(run->folder)}};
      const RunSnapshotPtr snapshot = training_.snapshot(chosen.front());
      QStringList steps;
      if (snapshot)
        for (const CheckpointEvent& checkpoint : snapshot->checkpoints)
          steps += QString::number(checkpoint.iteration) + (checkpoint.best ? tr(" (best)") : QString());
      origin.emplace_back(tr("Checkpoints"), steps.join(QStringLiteral(", ")));
    }
  differences_->setFacts(facts);
  lineage_->setFacts(origin);
}

void RunsView::open(Slot slot) {
  const auto chosen = selected();
  if (chosen.empty()) return;
  const RunSnapshotPtr run = training_.snapshot(chosen.front());
  if (!run || run->checkpoints.empty())
    return Q_EMIT failed(Error(ErrorCode::fileNotFound, {{"path", (chosen.front() / kRunCheckpointsName).string()}}),
                         fromPath(chosen.front()));
  const auto best = std::find_if(run->checkpoints.rbegin(), run->checkpoints.rend(), [](const auto& one) { return one.best; });
  const CheckpointEvent& checkpoint = best == run->checkpoints.rend() ? run->checkpoints.back() : *best;
  Q_EMIT openRequested(slot, fromPath(run->folder / checkpoint.path));
}

void RunsView::removeSelected() {
  std::vector<std::filesystem::path> gone;
  for (const std::filesystem::path& run : selected()) {
    training_.unfollow(run);
    if (const auto removed = registry_.remove(run))
      gone.push_back(run);
    else
      Q_EMIT failed(removed.error(), fromPath(run));
  }
  if (gone.empty()) return;
  removed_ = gone;
  undoText_->setText(gone.size() == 1 ? tr("Deleted %1.").arg(QFileInfo(fromPath(gone.front())).fileName())
                                      : tr("Deleted %n runs.", nullptr, static_cast<int>(gone.size())));
  undoBar_->setVisible(true);
  refresh();
}

}  // namespace ssa

#include "moc_runs_view.cpp"
