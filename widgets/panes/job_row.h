#pragma once

#include <QFrame>

#include "app/session/jobs/job_queue.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace ssa {

class ElidedLabel;

/// One job: what it does to what, how far it is, and a button that stops it.
class JobRow : public QFrame {
  Q_OBJECT

 public:
  explicit JobRow(QWidget* parent);
  using QFrame::show;
  void show(const JobInfo& job);

 Q_SIGNALS:
  void stopRequested(quint64 id);

 private:
  quint64 id_ = 0;
  ElidedLabel* title_;
  ElidedLabel* state_;
  QLabel* error_;
  QProgressBar* progress_;
  QToolButton* stop_;
};

}  // namespace ssa
