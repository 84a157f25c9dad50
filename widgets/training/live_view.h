#pragma once

#include <QHash>
#include <QWidget>

#include <optional>
#include <vector>

#include "app/session/training/run_snapshot.h"
#include "engine/runs/train_config.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace ssa {

class EmptyHint;
class FactTable;
class JobQueue;
class LineChart;
class LossMapsView;
class SampleScrubber;

/// One run while it lives and after: what it is doing, every loss term with its weight, scores, pictures, warnings and
/// the log. Shows snapshots and sends requests; a button changes when the process has answered, never before.
class LiveView : public QWidget {
  Q_OBJECT

 public:
  LiveView(JobQueue& jobs, QWidget* parent);

  /// The runs to choose from; the first one shown stays until another is chosen.
  void setRuns(const std::vector<RunSnapshotPtr>& runs);
  /// What is known of the shown run: its newest snapshot and its configuration, if that could be read.
  void show(RunSnapshotPtr run, const std::optional<TrainConfig>& config);
  using QWidget::show;
  QString shownRun() const;

 Q_SIGNALS:
  void runChosen(const QString& folder);
  void pauseRequested(const QString& folder);
  void unpauseRequested(const QString& folder);
  void saveRequested(const QString& folder);
  void stopRequested(const QString& folder);
  void resumeRequested(const QString& folder);
  void failed(const ssa::Error& error, const QString& subject);

 private:
  QWidget* makeHead();
  void refreshHead();
  void refreshButtons();
  void refreshCurves();
  void refreshWords();
  LineChart* chart(const QString& key);
  QString note(const Curve& curve) const;

  RunSnapshotPtr run_;
  std::optional<TrainConfig> config_;
  QStackedWidget* stack_;
  QComboBox* runs_;
  QLabel* state_;
  QProgressBar* progress_;
  FactTable* facts_;
  QPushButton* pause_;
  QPushButton* save_;
  QPushButton* stop_;
  QPushButton* resume_;
  QLabel* fault_;
  QTabWidget* tabs_;
  QCheckBox* logarithmic_;
  QGridLayout* grid_;
  QHash<QString, LineChart*> charts_;
  SampleScrubber* samples_;
  LossMapsView* maps_;
  QPlainTextEdit* warnings_;
  QPlainTextEdit* log_;
};

}  // namespace ssa
