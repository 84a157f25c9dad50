#include "widgets/explain/set_run.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

#include <utility>

#include "app/session/session.h"
#include "widgets/controls/controls.h"
#include "widgets/feedback/messages.h"

namespace ssa {
namespace {

constexpr int kSteps = 1000;

}  // namespace

SetRun::SetRun(const QString& name, const QString& startText, ExplainSession& session, QWidget* parent)
    : QWidget(parent), session_(session) {
  setObjectName(name);
  start_ = pushButton(this, (name + QStringLiteral("Start")).toLatin1().constData(), startText);
  stop_ = pushButton(this, (name + QStringLiteral("Stop")).toLatin1().constData(), tr("Stop"));
  progress_ =
      named(new QProgressBar(this), (name + QStringLiteral("Progress")).toLatin1().constData(), tr("Progress over the pictures"));
  progress_->setTextVisible(false);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  row->addWidget(start_);
  row->addWidget(stop_);
  row->addWidget(progress_, 1);
  row->addStretch();
  connect(start_, &QPushButton::clicked, this, &SetRun::startRequested);
  connect(stop_, &QPushButton::clicked, this, &SetRun::stop);
  connect(&queue(), &JobQueue::jobChanged, this, &SetRun::refresh);
  connect(&queue(), &JobQueue::jobStopped, this, [this](quint64 id) {
    if (running_ && id == job_) giveUp();
  });
  connect(&session, &ExplainSession::subjectChanged, this, [this] {
    if (running_ && session_.subject().models != models_) stop();
  });
  refresh();
}

SetRun::~SetRun() {
  if (!std::exchange(running_, false)) return;
  queue().stop(job_);
}

JobQueue& SetRun::queue() { return session_.session().jobs(); }

JobSpec SetRun::spec(const QString& what) const {
  return {.lane = Lane::gpu, .kind = JobKind::analyse, .subject = what, .key = QStringLiteral("explain:set:") + objectName()};
}

void SetRun::setStartText(const QString& text) {
  start_->setText(text);
  start_->setAccessibleName(text);
}

void SetRun::setStartEnabled(bool on, const QString& why) {
  start_->setEnabled(on);
  start_->setToolTip(on ? QString() : why);
}

void SetRun::stop() {
  if (!running_) return;
  const quint64 job = job_;
  giveUp();
  queue().stop(job);
}

quint64 SetRun::begin(std::function<void(const Error&)> failed) {
  running_ = true;
  job_ = 0;
  models_ = session_.subject().models;
  failed_ = std::move(failed);
  refresh();
  return ++turn_;
}

void SetRun::started(quint64 job) {
  job_ = job;
  refresh();
}

void SetRun::end() {
  running_ = false;
  job_ = 0;
  failed_ = nullptr;
  refresh();
}

void SetRun::giveUp() {
  const auto failed = std::move(failed_);
  end();
  if (failed) failed(ErrorCode::stopped);
}

QString SetRun::endText(const Error& error, const QString& subject) {
  return error.code == ErrorCode::stopped ? tr("Stopped.") : textAndRemedy(error, subject);
}

void SetRun::refresh() {
  start_->setVisible(!running_);
  stop_->setVisible(running_);
  progress_->setVisible(running_);
  if (!running_ || job_ == 0) return;
  const double fraction = session_.fraction(job_);
  progress_->setRange(0, fraction < 0 ? 0 : kSteps);
  if (fraction >= 0) progress_->setValue(static_cast<int>(fraction * kSteps));
}

}  // namespace ssa

#include "moc_set_run.cpp"
