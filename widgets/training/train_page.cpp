#include "widgets/training/train_page.h"

#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStyle>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "widgets/controls/controls.h"
#include "widgets/feedback/messages.h"
#include "widgets/training/data_check.h"
#include "widgets/training/data_section.h"
#include "widgets/training/health_view.h"
#include "widgets/training/live_view.h"
#include "widgets/training/model_section.h"
#include "widgets/training/options_form.h"
#include "widgets/training/preflight_view.h"
#include "widgets/training/runs_view.h"
#include "widgets/training/train_draft.h"
#include "widgets/training/training_desk.h"

namespace ssa {
namespace {

constexpr int kSetUpWidth_px = 392;

}  // namespace

TrainPage::TrainPage(Session& session, TrainingDesk& desk, QWidget* parent)
    : QWidget(parent),
      desk_(desk),
      draft_(new TrainDraft(session.jobs(), this)),
      check_(new DataCheck(*draft_, session.jobs(), desk.training().runsRoot() / "id-maps", this)),
      options_(nullptr),
      tabs_(named(new QTabWidget(this), "trainTabs", tr("Steps and runs"))),
      health_(new HealthView(*draft_, *check_, session.jobs(), this)),
      preflight_(new PreflightView(this)),
      live_(new LiveView(session.jobs(), this)),
      runs_(new RunsView(desk.registry(), desk.training(), this)) {
  setObjectName(QStringLiteral("trainPage"));
  auto* left = new QWidget(this);
  left->setMinimumWidth(300);
  auto* leftColumn = new QVBoxLayout(left);
  leftColumn->setContentsMargins(0, 0, 0, 0);
  leftColumn->setSpacing(0);
  leftColumn->addWidget(makeSetUp(session), 1);
  leftColumn->addWidget(makeStartBar());
  tabs_->setDocumentMode(true);
  tabs_->tabBar()->setObjectName(QStringLiteral("trainTabBar"));
  tabs_->addTab(health_, tr("Data check"));
  tabs_->addTab(preflight_, tr("Pre-flight"));
  tabs_->addTab(live_, tr("Live"));
  tabs_->addTab(runs_, tr("Runs"));
  tabs_->setProperty("pane", true);
  auto* halves = new QSplitter(Qt::Horizontal, this);
  halves->setChildrenCollapsible(false);
  halves->addWidget(left);
  halves->addWidget(tabs_);
  halves->setStretchFactor(0, 0);
  halves->setStretchFactor(1, 1);
  halves->setSizes({kSetUpWidth_px, 1000});
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(halves);

  connect(draft_, &TrainDraft::changed, this, [this] {
    options_->setOptions(trainOptions(draft_->config()), trainOptions(draft_->standard()));
    refreshPreflight();
    refreshStart();
  });
  connect(options_, &OptionsForm::edited, draft_, &TrainDraft::set);
  connect(check_, &DataCheck::changed, this, &TrainPage::refreshStart);
  connect(check_, &DataCheck::changed, this, [this, was = DataCheck::State::none]() mutable {
    if (check_->state() == was) return;
    was = check_->state();
    if (was == DataCheck::State::checking) showTab(Tab::data);
  });
  hearDesk();
  hearRequests();
  options_->setOptions(trainOptions(draft_->config()), trainOptions(draft_->standard()));
  refreshStart();
  refreshLive();
  draft_->restore(session.settings().text("train/draft"));
  connect(draft_, &TrainDraft::changed, this,
          [this, &settings = session.settings()] { settings.setValue(QStringLiteral("train/draft"), draft_->saved()); });
  if (desk_.training().livingCount() > 0) showTab(Tab::live);
}

QWidget* TrainPage::makeSetUp(Session& session) {
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(12, 10, 12, 12);
  column->setSpacing(14);
  column->addWidget(new DataSection(*draft_, *check_, session.settings(), content));
  column->addWidget(new ModelSection(*draft_, session, content));
  auto* last = new QWidget(content);
  auto* lastColumn = new QVBoxLayout(last);
  lastColumn->setContentsMargins(0, 0, 0, 0);
  lastColumn->setSpacing(8);
  lastColumn->addWidget(captionLabel(last, tr("4  Options")));
  options_ = new OptionsForm(last);
  lastColumn->addWidget(options_);
  column->addWidget(last);
  column->addStretch(1);
  auto* area = named(new QScrollArea(this), "trainSetUp", tr("The run being prepared"));
  area->setWidget(content);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  return area;
}

QWidget* TrainPage::makeStartBar() {
  auto* bar = new QFrame(this);
  bar->setProperty("footer", true);
  auto* column = new QVBoxLayout(bar);
  column->setContentsMargins(12, 8, 12, 10);
  column->setSpacing(6);
  reason_ = new QLabel(bar);
  reason_->setObjectName(QStringLiteral("trainReason"));
  reason_->setTextFormat(Qt::PlainText);
  reason_->setWordWrap(true);
  try_ = pushButton(bar, "trainTry", tr("Pre-flight check"));
  try_->setToolTip(tr("One step and one validation for real, nothing written"));
  start_ = pushButton(bar, "trainStart", tr("Start training"));
  start_->setProperty("primary", true);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(try_, 1);
  row->addWidget(start_, 1);
  column->addWidget(reason_);
  column->addLayout(row);
  connect(try_, &QPushButton::clicked, this, [this] {
    showTab(Tab::preflight);
    desk_.preflight().check(draft_->config(), desk_.training().runsRoot());
  });
  connect(start_, &QPushButton::clicked, this, &TrainPage::start);
  return bar;
}

void TrainPage::hearDesk() {
  connect(&desk_.preflight(), &Preflight::changed, this, [this] {
    refreshPreflight();
    refreshStart();
  });
  TrainingSession& training = desk_.training();
  connect(&training, &TrainingSession::runFollowed, this, [this](const QString& run) {
    const RunSnapshotPtr snapshot = desk_.training().snapshot(toPath(run));
    if (watched_.empty() && snapshot && isLiving(snapshot->state)) watched_ = snapshot->folder;
    refreshLive();
  });
  for (auto signal : {&TrainingSession::runChanged, &TrainingSession::runEnded, &TrainingSession::runUnfollowed})
    connect(&training, signal, this, &TrainPage::refreshLive);
}

void TrainPage::hearRequests() {
  TrainingSession& training = desk_.training();
  connect(live_, &LiveView::runChosen, this, [this](const QString& run) { watch(toPath(run)); });
  connect(live_, &LiveView::pauseRequested, this,
          [this, &training](const QString& run) { tell(training.pause(toPath(run)), run); });
  connect(live_, &LiveView::unpauseRequested, this,
          [this, &training](const QString& run) { tell(training.unpause(toPath(run)), run); });
  connect(live_, &LiveView::saveRequested, this,
          [this, &training](const QString& run) { tell(training.saveNow(toPath(run)), run); });
  connect(live_, &LiveView::stopRequested, this,
          [this, &training](const QString& run) { tell(training.stop(toPath(run)), run); });
  connect(live_, &LiveView::resumeRequested, this, &TrainPage::resume);
  connect(live_, &LiveView::failed, this, &TrainPage::failed);
  connect(runs_, &RunsView::resumeRequested, this, &TrainPage::resume);
  connect(runs_, &RunsView::watchRequested, this, [this](const QString& run) {
    watch(toPath(run));
    showTab(Tab::live);
  });
  connect(runs_, &RunsView::settingsRequested, this, [this](const QString& run) {
    if (const auto config = desk_.config(toPath(run))) draft_->take(*config);
  });
  connect(runs_, &RunsView::openRequested, this, &TrainPage::openRequested);
  connect(runs_, &RunsView::failed, this, &TrainPage::failed);
}

void TrainPage::showTab(Tab tab) { tabs_->setCurrentIndex(static_cast<int>(tab)); }

void TrainPage::watch(const std::filesystem::path& run) {
  watched_ = run;
  if (!desk_.training().snapshot(run)) desk_.training().follow(run);
  refreshLive();
}

void TrainPage::take(const QStringList& paths) {
  for (const QString& path : paths) {
    const QFileInfo info(path);
    const bool model = info.isFile() || QFileInfo(path + QStringLiteral("/model.json")).isFile();
    if (model)
      draft_->setWeights(info.absoluteFilePath());
    else
      draft_->edit([&](TrainConfig& config) {
        config.data.path = toPath(info.absoluteFilePath()).string();
        config.data.format.clear();
      });
  }
}

QString TrainPage::refusal() const {
  const TrainConfig& config = draft_->config();
  if (config.data.path.empty()) return tr("Choose a data folder first.");
  if (check_->state() == DataCheck::State::recognising) return tr("Looking at the data folder…");
  if (!check_->candidate()) return tr("The data folder has no layout that is known: see step 1.");
  if (check_->report() && !check_->report()->fit()) return tr("The data cannot be trained on as they are: see “Data check”.");
  if (draft_->isReadingWeights()) return tr("Reading the checkpoint…");
  if (draft_->weightsError().code != ErrorCode::stopped) return tr("The starting weights cannot be used: see step 2.");
  if (config.scope == TrainScope::classifier && config.weights.empty())
    return tr("“Add SSA” needs a trained plain checkpoint to start from: see step 2.");
  const Preflight& preflight = desk_.preflight();
  if (preflight.isRunning()) return tr("The pre-flight check is running…");
  if (!preflight.checked() || !(*preflight.checked() == config)) return tr("Not tried yet: run the pre-flight check.");
  if (!preflight.report()) return messageFor(preflight.error()).text;
  if (!preflight.allows(config)) {
    const std::vector<Error>& refusals = preflight.report()->refusals;
    return refusals.empty() ? tr("Not tried yet: run the pre-flight check.") : messageFor(refusals.front()).text;
  }
  return {};
}

void TrainPage::refreshStart() {
  const QString why = refusal();
  const bool ready = why.isEmpty();
  reason_->setText(ready ? tr("Ready to start.") : why);
  const QString tone = ready ? QStringLiteral("success") : QString();
  if (reason_->property("tone").toString() != tone) {
    reason_->setProperty("tone", tone);
    reason_->style()->unpolish(reason_);
    reason_->style()->polish(reason_);
  }
  start_->setEnabled(ready);
  start_->setToolTip(ready ? tr("Start the trainer; it goes on when this window is closed") : why);
  const bool worthTrying = check_->candidate() && !(check_->report() && !check_->report()->fit()) &&
                           !draft_->isReadingWeights() &&
                           !(draft_->config().scope == TrainScope::classifier && draft_->config().weights.empty());
  try_->setEnabled(worthTrying && !desk_.preflight().isRunning());
}

void TrainPage::refreshPreflight() {
  const Preflight& preflight = desk_.preflight();
  if (preflight.isRunning()) return preflight_->showWaiting();
  if (!preflight.checked() || !(*preflight.checked() == draft_->config())) return preflight_->showNothing();
  if (preflight.report())
    preflight_->showReport(*preflight.report());
  else
    preflight_->showError(preflight.error());
}

void TrainPage::refreshLive() {
  const std::vector<RunSnapshotPtr> all = desk_.training().snapshots();
  live_->setRuns(all);
  RunSnapshotPtr shown = watched_.empty() ? nullptr : desk_.training().snapshot(watched_);
  if (!shown && !all.empty()) shown = all.back();
  live_->show(shown, shown ? desk_.config(shown->folder) : std::nullopt);
  const int living = desk_.training().livingCount();
  tabs_->setTabText(static_cast<int>(Tab::live), living > 0 ? tr("Live (%1)").arg(living) : tr("Live"));
}

void TrainPage::start() {
  if (!refusal().isEmpty()) return refreshStart();
  const auto run = desk_.training().start(draft_->config());
  if (!run) return Q_EMIT failed(run.error(), QString::fromStdString(draft_->config().name));
  (void)desk_.registry().add(*run);
  watched_ = *run;
  showTab(Tab::live);
  refreshLive();
}

void TrainPage::resume(const QString& run) {
  const Result<void> resumed = desk_.training().resumeRun(toPath(run));
  tell(resumed, run);
  if (!resumed) return;
  watch(toPath(run));
  showTab(Tab::live);
}

void TrainPage::tell(const Result<void>& result, const QString& run) {
  if (!result) Q_EMIT failed(result.error(), run);
}

}  // namespace ssa

#include "moc_train_page.cpp"
