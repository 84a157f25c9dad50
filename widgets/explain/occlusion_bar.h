#pragma once

#include <QWidget>

#include "engine/api/occlusion.h"

class QComboBox;
class QProgressBar;
class QSpinBox;
class QToolButton;

namespace ssa {

class ExplainSession;

/// What covers the picture, and the buttons that do it: a sliding patch, which can be stopped, or the selected rectangle.
class OcclusionBar : public QWidget {
  Q_OBJECT

 public:
  OcclusionBar(ExplainSession& session, QWidget* parent);
  OcclusionOptions options() const;
  /// The job that runs; 0 = none.
  quint64 job() const { return job_; }
  void setJob(quint64 job);

 Q_SIGNALS:
  void slideRequested();
  void stopRequested();
  void coverRequested();

 private:
  ExplainSession& session_;
  quint64 job_ = 0;
  QSpinBox *patch_, *stride_;
  QComboBox* fill_;
  QToolButton *slide_, *cover_;
  QProgressBar* progress_;
};

}  // namespace ssa
