#pragma once

#include <QImage>
#include <QWidget>

#include <optional>
#include <vector>

#include "app/session/training/run_snapshot.h"
#include "engine/runs/train_config.h"

class QComboBox;
class QLabel;
class QSlider;
class QStackedWidget;

namespace ssa {

class EmptyHint;
class JobQueue;
class PictureTile;

/// The fixed validation pictures of a run at every evaluation: picture, truth, prediction and where they differ, with a
/// slider over time. Files are read in jobs; dragging shows the newest place asked for.
class SampleScrubber : public QWidget {
  Q_OBJECT

 public:
  SampleScrubber(JobQueue& jobs, QWidget* parent);
  void setRun(RunSnapshotPtr run, const std::optional<TrainConfig>& config);

 private:
  struct Shown {
    QImage picture, truth, mask, coarse, difference;
    std::optional<double> right;  ///< per cent of the labelled pixels
  };
  const SampleEvent* sample() const;
  void refreshChoices();
  void load();
  void present(const Shown& shown);

  JobQueue& jobs_;
  RunSnapshotPtr run_;
  std::optional<TrainConfig> config_;
  std::vector<std::string> pictures_;
  std::vector<std::int64_t> iterations_;  ///< of the chosen picture
  std::string asked_;
  QStackedWidget* stack_;
  QComboBox* choice_;
  QSlider* time_;
  QLabel* when_;
  std::vector<PictureTile*> tiles_;  ///< picture, truth, prediction, difference, coarse
};

}  // namespace ssa
