#pragma once

#include <QWidget>

#include <vector>

#include "app/session/jobs/job_queue.h"
#include "widgets/panes/pane.h"

class QTimer;
class QStackedWidget;
class QVBoxLayout;

namespace ssa {

class JobRow;

/// The jobs that run, wait or ended a moment ago: progress, a stop button each, errors with cause and remedy.
class JobsPane : public QWidget {
  Q_OBJECT

 public:
  JobsPane(const PaneContext& context, QWidget* parent);

 private:
  void refresh();

  JobQueue& jobs_;
  QStackedWidget* stack_;
  QVBoxLayout* column_;
  std::vector<JobRow*> rows_;
  QTimer* due_;
};

}  // namespace ssa
