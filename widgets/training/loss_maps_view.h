#pragma once

#include <QWidget>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/session/jobs/job_queue.h"
#include "app/session/training/run_snapshot.h"
#include "engine/runs/train_config.h"
#include "widgets/training/loss_map_panes.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace ssa {

class EmptyHint;
class MapTile;

/// What the distillation sees of one of a run's validation pictures at one of its checkpoints: student, teacher, entropy
/// weight, edge mask, distillation of every cell and what the cell adds to the loss. Computed in a job when the tab is
/// looked at, a choice is made or Show is pressed; a living run that saves a new checkpoint does not start one.
class LossMapsView : public QWidget {
  Q_OBJECT

 public:
  LossMapsView(JobQueue& jobs, QWidget* parent);
  void setRun(RunSnapshotPtr run, const std::optional<TrainConfig>& config);
  bool isBusy() const { return job_ != 0; }

 Q_SIGNALS:
  void failed(const ssa::Error& error, const QString& subject);

 protected:
  void showEvent(QShowEvent* event) override;
  /// The opened checkpoint is given back.
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* makeRow();
  void refreshChoices(bool another);
  /// Why there is nothing to compute; shows it and is true.
  bool explained();
  void load();
  void stop();
  void setBusy(quint64 job);
  void present(const Result<LossMapSetPtr>& made, const QString& words);
  void paintMaps(const QString& words);
  void clear();

  JobQueue& jobs_;
  RunSnapshotPtr run_;
  std::optional<TrainConfig> config_;
  std::vector<SampleEvent> pictures_;  ///< one of every validation picture
  LossMapSetPtr set_;
  std::shared_ptr<const Model> model_;
  bool wanted_ = true;  ///< this run's maps were never asked for
  quint64 asked_ = 0, answered_ = 0;
  quint64 job_ = 0;
  QStackedWidget* stack_;
  EmptyHint* empty_;
  QComboBox* choice_;
  QComboBox* checkpoint_;
  QPushButton* go_;
  QLabel* words_;
  EmptyHint* fault_;
  QStackedWidget* body_;
  std::array<MapTile*, kLossMapPanes> tiles_{};
};

}  // namespace ssa
