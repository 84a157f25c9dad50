#include "widgets/panes/job_row.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"
#include "widgets/feedback/messages.h"

namespace ssa {

JobRow::JobRow(QWidget* parent)
    : QFrame(parent),
      title_(new ElidedLabel(this)),
      state_(new ElidedLabel(this)),
      error_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      stop_(iconButton(this, "jobStop", tr("Stop this job"), "stop")) {
  state_->setMuted(true);
  state_->setMode(Qt::ElideRight);
  error_->setProperty("tone", QStringLiteral("error"));
  error_->setWordWrap(true);
  error_->setTextFormat(Qt::PlainText);
  named(progress_, "jobProgress", tr("Progress"));
  progress_->setTextVisible(false);
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(12, 6, 8, 6);
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(2);
  grid->setColumnStretch(0, 1);
  grid->addWidget(title_, 0, 0);
  grid->addWidget(stop_, 0, 1, 2, 1, Qt::AlignTop);
  grid->addWidget(state_, 1, 0);
  grid->addWidget(progress_, 2, 0, 1, 2);
  grid->addWidget(error_, 3, 0, 1, 2);
  connect(stop_, &QToolButton::clicked, this, [this] { Q_EMIT stopRequested(id_); });
}

void JobRow::show(const JobInfo& job) {
  id_ = job.id;
  const QString subject = QFileInfo(job.subject).fileName();
  title_->setText(subject.isEmpty() ? jobTitle(job.kind) : QStringLiteral("%1 · %2").arg(jobTitle(job.kind), subject));
  const bool running = job.state == JobState::running, live = running || job.state == JobState::queued;
  const QString time = QLocale().toString(job.seconds, 'f', job.seconds < 10 ? 1 : 0);
  QString text;
  switch (job.state) {
    case JobState::queued:
      text = tr("waiting");
      break;
    case JobState::running: {
      const QString stage = stageTitle(job.stage);
      text = stage.isEmpty() ? tr("%1 s").arg(time) : tr("%1 · %2 s").arg(stage, time);
      break;
    }
    case JobState::finished:
      text = job.seconds < 0.05 ? tr("done") : tr("done in %1 s").arg(time);
      break;
    case JobState::stopped:
      text = tr("stopped");
      break;
    case JobState::failed:
      text = tr("failed");
      break;
  }
  state_->setText(text);
  progress_->setVisible(running);
  progress_->setRange(0, job.fraction < 0 ? 0 : 1000);
  if (job.fraction >= 0) progress_->setValue(static_cast<int>(job.fraction * 1000));
  stop_->setVisible(live);
  const bool failed = job.state == JobState::failed;
  error_->setVisible(failed);
  if (failed) {
    const Message message = messageFor(job.error, job.subject);
    error_->setText(message.text + QLatin1Char(' ') + message.remedy);
  }
}

}  // namespace ssa

#include "moc_job_row.cpp"
