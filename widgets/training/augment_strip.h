#pragma once

#include <QImage>
#include <QWidget>

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/core/error.h"
#include "engine/datasets/augment_options.h"

class QLabel;
class QPushButton;
class QSpinBox;

namespace ssa {

class DataCheck;
class JobQueue;
class PictureTile;
class TrainDraft;

/// Crops of one training pair as the draft's augmentation would cut them, the mask laid over the picture; follows the
/// options while they are edited, and draws others on request. Drawn in a job, while it can be seen.
class AugmentStrip : public QWidget {
  Q_OBJECT

 public:
  static constexpr int kViews = 6;
  AugmentStrip(const TrainDraft& draft, const DataCheck& check, JobQueue& jobs, QWidget* parent);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void follow();
  void draw();
  void present(const std::vector<QImage>& views, const QString& fault);

  const TrainDraft& draft_;
  const DataCheck& check_;
  JobQueue& jobs_;
  std::uint64_t seed_ = 0;
  std::optional<AugmentOptions> drawn_;  ///< options of the crops shown; none while others are wanted
  const void* data_ = nullptr;           ///< the pairs they come from
  QSpinBox* pair_;
  QLabel* name_;
  QPushButton* again_;
  QLabel* fault_;
  std::vector<PictureTile*> tiles_;
};

}  // namespace ssa
