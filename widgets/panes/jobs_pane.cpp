#include "widgets/panes/jobs_pane.h"

#include <QFrame>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

#include "app/session/session.h"
#include "widgets/actions.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/panes/job_row.h"

namespace ssa {
namespace {

constexpr int kRefresh_ms = 100;
constexpr std::size_t kRows = 30;

}  // namespace

JobsPane::JobsPane(const PaneContext& context, QWidget* parent)
    : QWidget(parent), jobs_(context.session.jobs()), due_(new QTimer(this)) {
  auto* content = new QWidget(this);
  column_ = new QVBoxLayout(content);
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(0);
  column_->addStretch(1);
  auto* area = named(new QScrollArea(this), "jobArea", tr("Jobs"));
  area->setWidget(content);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  auto* empty = new EmptyHint("jobs", this);
  empty->setObjectName(QStringLiteral("jobsEmpty"));
  empty->setText(tr("Nothing to do"), tr("Loading, predicting and saving show up here while they run."));
  stack_ = new QStackedWidget(this);
  stack_->addWidget(area);
  stack_->addWidget(empty);

  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(12, 4, 8, 4);
  foot->addStretch(1);
  QToolButton* stopAll = actionButton(this, context.actions[ActionId::stopJobs]);
  stopAll->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  foot->addWidget(stopAll);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->setSpacing(0);
  whole->addWidget(stack_, 1);
  whole->addLayout(foot);

  due_->setSingleShot(true);
  due_->setInterval(kRefresh_ms);
  connect(due_, &QTimer::timeout, this, &JobsPane::refresh);
  connect(&jobs_, &JobQueue::jobChanged, this, [this] {
    if (!due_->isActive()) due_->start();
  });
  refresh();
}

void JobsPane::refresh() {
  std::vector<JobInfo> jobs = jobs_.jobs();
  // What runs stands on top, then what waits, then what ended.
  const auto rank = [](JobState state) { return state == JobState::running ? 0 : state == JobState::queued ? 1 : 2; };
  std::stable_sort(jobs.begin(), jobs.end(), [&](const JobInfo& a, const JobInfo& b) { return rank(a.state) < rank(b.state); });
  jobs.resize(std::min(jobs.size(), kRows));
  while (rows_.size() < jobs.size()) {
    auto* row = new JobRow(this);
    connect(row, &JobRow::stopRequested, this, [this](quint64 id) { jobs_.stop(id); });
    column_->insertWidget(column_->count() - 1, row);
    rows_.push_back(row);
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rows_[i]->setVisible(i < jobs.size());
    if (i < jobs.size()) rows_[i]->show(jobs[i]);
  }
  stack_->setCurrentIndex(jobs.empty() ? 1 : 0);
}

}  // namespace ssa

#include "moc_jobs_pane.cpp"
