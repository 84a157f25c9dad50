#include "widgets/training/loss_maps_view.h"

#include <QComboBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

#include "app/session/qt_convert.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/feedback/messages.h"
#include "widgets/training/map_tile.h"

namespace ssa {
namespace {

constexpr int kMapColumns = 4;
constexpr const char* kJobKey = "train-maps";

// The list is left alone while it stays the same: it may be open. What was chosen stays chosen.
void refill(QComboBox& list, const std::vector<std::pair<QString, QString>>& items, bool another) {
  bool same = static_cast<std::size_t>(list.count()) == items.size();
  for (int i = 0; same && i < list.count(); ++i) {
    const auto& [text, data] = items[static_cast<std::size_t>(i)];
    same = list.itemText(i) == text && list.itemData(i) == data;
  }
  if (!same) {
    const QSignalBlocker quiet(list);
    const QVariant chosen = list.currentData();
    list.clear();
    for (const auto& [text, data] : items) list.addItem(text, data);
    list.setCurrentIndex(std::max(0, list.findData(chosen)));
  }
  if (another) list.setCurrentIndex(0);
}

bool lacksTeacher(const Error& error) { return error.code == ErrorCode::badOption && error.arg("option") == "model"; }

}  // namespace

LossMapsView::LossMapsView(JobQueue& jobs, QWidget* parent)
    : QWidget(parent),
      jobs_(jobs),
      stack_(new QStackedWidget(this)),
      empty_(new EmptyHint("score", this)),
      choice_(pickList(this, "mapsPicture", tr("Picture of the maps"))),
      checkpoint_(pickList(this, "mapsCheckpoint", tr("Checkpoint of the maps"))),
      go_(pushButton(this, "mapsShow", tr("Show"))),
      words_(mutedLabel(this)),
      fault_(new EmptyHint("warning", this)),
      body_(new QStackedWidget(this)) {
  auto* grid = new QWidget(this);
  auto* cells = new QGridLayout(grid);
  cells->setContentsMargins(0, 0, 0, 0);
  cells->setSpacing(8);
  const std::pair<const char*, QString> titles[] = {{"mapPicture", tr("Picture")},
                                                    {"mapTruth", tr("Truth")},
                                                    {"mapStudent", tr("Student")},
                                                    {"mapTeacher", tr("Teacher")},
                                                    {"mapEntropy", tr("Entropy weight H")},
                                                    {"mapEdges", tr("Edge mask E")},
                                                    {"mapDistillation", tr("Distillation per cell")},
                                                    {"mapShare", tr("Share of the loss")}};
  const QString hints[] = {{},
                           tr("Labels on the feature grid, as the loss reads them"),
                           tr("What the image-adaptive classifier says"),
                           tr("What the classifier says that was given the truth's centres"),
                           tr("How unsure the teacher is: unsure cells weigh more"),
                           tr("Boundary and inside of a class are averaged apart"),
                           tr("Cross-entropy of the student against the teacher"),
                           tr("What a cell adds to the distillation loss")};
  for (std::size_t at = 0; at < kLossMapPanes; ++at) {
    tiles_[at] = named(new MapTile(titles[at].second, grid), titles[at].first, titles[at].second);
    tiles_[at]->setToolTip(hints[at]);
    cells->addWidget(tiles_[at], static_cast<int>(at) / kMapColumns, static_cast<int>(at) % kMapColumns);
    connect(tiles_[at], &MapTile::pointedAt, this, [this](std::optional<QPointF> place) {
      for (MapTile* tile : tiles_) tile->setPlace(place);
    });
  }
  fault_->setObjectName(QStringLiteral("mapsFault"));
  body_->addWidget(grid);
  body_->addWidget(fault_);
  auto* whole = new QWidget(this);
  auto* column = new QVBoxLayout(whole);
  column->setContentsMargins(0, 8, 8, 8);
  column->setSpacing(8);
  column->addWidget(makeRow());
  column->addWidget(body_, 1);
  empty_->setObjectName(QStringLiteral("mapsEmpty"));
  stack_->addWidget(whole);
  stack_->addWidget(empty_);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);
  explained();

  for (QComboBox* list : {choice_, checkpoint_}) connect(list, &QComboBox::activated, this, &LossMapsView::load);
  connect(go_, &QPushButton::clicked, this, [this] { isBusy() ? stop() : load(); });
  connect(&jobs_, &JobQueue::jobStopped, this, [this](quint64 id) {
    if (id == job_) setBusy(0);
  });
}

QWidget* LossMapsView::makeRow() {
  auto* bar = new QWidget(this);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  words_->setObjectName(QStringLiteral("mapsWords"));
  words_->setMinimumWidth(0);
  words_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  row->addWidget(choice_);
  row->addWidget(checkpoint_);
  row->addWidget(go_);
  row->addWidget(words_, 1);
  setBusy(0);
  return bar;
}

void LossMapsView::setRun(RunSnapshotPtr run, const std::optional<TrainConfig>& config) {
  const bool another = !run_ || !run || run_->folder != run->folder;
  run_ = std::move(run);
  config_ = config;
  if (another) {
    stop();
    clear();
    model_.reset();
    wanted_ = true;
  }
  refreshChoices(another);
  if (!explained() && isVisible() && wanted_) load();
}

void LossMapsView::refreshChoices(bool another) {
  std::vector<std::pair<QString, QString>> pictures, checkpoints;
  pictures_.clear();
  for (const SampleEvent& one : run_ ? run_->samples : std::vector<SampleEvent>{}) {
    const auto same = [&](const SampleEvent& known) { return known.image == one.image; };
    if (one.truth.empty() || std::any_of(pictures_.begin(), pictures_.end(), same)) continue;
    pictures_.push_back(one);
    const QString path = QString::fromStdString(one.image);
    pictures.emplace_back(QFileInfo(path).fileName(), path);
  }
  const std::vector<CheckpointEvent> saved = run_ ? run_->checkpoints : std::vector<CheckpointEvent>{};
  for (auto one = saved.rbegin(); one != saved.rend(); ++one) {
    const QString path = QString::fromStdString(one->path);
    const auto same = [&](const auto& known) { return known.second == path; };
    if (std::any_of(checkpoints.begin(), checkpoints.end(), same)) continue;
    const QString iteration = QLocale().toString(static_cast<qlonglong>(one->iteration));
    checkpoints.emplace_back(one->best ? tr("Iteration %1, best").arg(iteration) : tr("Iteration %1").arg(iteration), path);
  }
  refill(*choice_, pictures, another);
  refill(*checkpoint_, checkpoints, another);
}

bool LossMapsView::explained() {
  const auto say = [this](const QString& title, const QString& hint) {
    empty_->setText(title, hint);
    stack_->setCurrentIndex(1);
    return true;
  };
  if (config_ && config_->classifier == ClassifierKind::plain)
    return say(tr("A plain classifier has no teacher"),
               tr("These maps show how the teacher of an SSA run guides its student. Choose a run with the SSA classifier."));
  if (config_ && !config_->loss.teacher)
    return say(tr("This run trains without the teacher"), tr("Its option “teacher” is off, so nothing is distilled."));
  if (!run_ || run_->checkpoints.empty())
    return say(tr("No checkpoint yet"), tr("The maps are computed from a checkpoint. “Save here” writes one at once."));
  if (pictures_.empty())
    return say(tr("No pictures with truth yet"),
               tr("The first evaluation of the run chooses its fixed validation pictures; “sample_images” says how many."));
  stack_->setCurrentIndex(0);
  return false;
}

void LossMapsView::load() {
  if (explained()) return;
  const SampleEvent& sample = pictures_[static_cast<std::size_t>(std::max(0, choice_->currentIndex()))];
  const QString checkpoint = checkpoint_->currentData().toString();
  LossMapRequest request;
  request.checkpoint = run_->folder / checkpoint.toStdString();
  request.picture = sample.image;
  request.truth = sample.truth;
  if (config_) {
    request.idMap = config_->data.id_map;
    request.options = config_->loss;
  }
  request.opened = model_;
  const QString words = QStringLiteral("%1 · %2").arg(choice_->currentText(), checkpoint_->currentText());
  const JobSpec spec{
      .lane = Lane::gpu, .kind = JobKind::scores, .subject = words, .key = QLatin1String(kJobKey), .priority = 100};
  body_->setCurrentIndex(0);
  words_->setText(tr("Computing…"));
  wanted_ = false;
  const quint64 ticket = ++asked_;
  const quint64 id = jobs_.post<LossMapSetPtr>(
      spec, [request](StopToken token, ProgressSink& progress) { return makeLossMaps(request, token, progress); }, this,
      [this, words, ticket](Result<LossMapSetPtr> made) {
        answered_ = ticket;
        present(made, words);
      });
  // A queue that works at once has answered already.
  if (answered_ != ticket) setBusy(id);
}

void LossMapsView::stop() { jobs_.stopKey(QLatin1String(kJobKey)); }

void LossMapsView::setBusy(quint64 job) {
  job_ = job;
  go_->setText(isBusy() ? tr("Stop") : tr("Show"));
  go_->setAccessibleName(go_->text());
  go_->setToolTip(isBusy() ? tr("Stop computing the maps") : tr("Compute the maps of this picture at this checkpoint"));
  if (!isBusy() && !set_) words_->clear();
}

void LossMapsView::present(const Result<LossMapSetPtr>& made, const QString& words) {
  if (made) {
    set_ = *made;
    model_ = std::move(set_->model);
    if (!isVisible()) model_.reset();
    paintMaps(words);
    return setBusy(0);
  }
  clear();
  setBusy(0);
  body_->setCurrentIndex(1);
  if (lacksTeacher(made.error()))
    return fault_->setText(tr("This checkpoint has no teacher"),
                           tr("Only checkpoints of an SSA run keep the parts that training alone needs."));
  const Message message = messageFor(made.error(), words);
  fault_->setText(message.text, message.remedy);
  Q_EMIT failed(made.error(), words);
}

void LossMapsView::paintMaps(const QString& words) {
  const auto panes = lossMapPanes(set_);
  for (std::size_t i = 0; i < tiles_.size(); ++i) tiles_[i]->setPane(panes[i]);
  double total = 0;
  for (const float part : set_->maps.share.values()) total += static_cast<double>(part);
  const Size grid = set_->maps.truth.size();
  words_->setText(tr("%1 · %2 × %3 cells · distillation %4")
                      .arg(words)
                      .arg(grid.width)
                      .arg(grid.height)
                      .arg(QLocale().toString(total, 'g', 4)));
  words_->setToolTip(words_->text());
}

void LossMapsView::clear() {
  set_.reset();
  for (MapTile* tile : tiles_) tile->setPane({});
  words_->clear();
  body_->setCurrentIndex(0);
}

void LossMapsView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (!explained() && (wanted_ || !set_) && !isBusy() && body_->currentIndex() == 0) load();
}

void LossMapsView::hideEvent(QHideEvent* event) {
  stop();
  model_.reset();
  QWidget::hideEvent(event);
}

}  // namespace ssa

#include "moc_loss_maps_view.cpp"
