#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/metrics/confusion_matrix.h"

namespace ssa {

/// One class in a score table. Shares are in per cent; empty where nothing can be said (0/0).
struct ClassScores {
  std::int64_t intersection = 0;  ///< pixels where truth and prediction agree on the class
  std::int64_t union_ = 0;        ///< pixels where either names it
  std::int64_t truth = 0;
  std::int64_t predicted = 0;
  std::optional<double> iou;        ///< intersection / union
  std::optional<double> accuracy;   ///< intersection / truth: recall
  std::optional<double> precision;  ///< intersection / predicted
  /// 2 intersection / (truth + predicted): mmseg's Dice, and its Fscore (beta 1) but for a class without a right pixel,
  /// which is 0 here and NaN there.
  std::optional<double> fscore;
};

/// Segmentation scores in per cent, as mmseg computes them.
struct Scores {
  std::vector<ClassScores> classes;
  std::optional<double> mIoU;        ///< mean IoU over the classes that occur in truth or prediction
  std::optional<double> mAcc;        ///< mean accuracy over the classes that occur in truth
  std::optional<double> aAcc;        ///< share of right pixels
  std::optional<double> mPrecision;  ///< mean over the classes that are predicted
  std::optional<double> mFscore;     ///< mmseg's: classes without a right pixel are left out, which flatters
  std::optional<double> mDice;       ///< mean of `fscore` over the classes that occur in truth or prediction
};

/// Scores of everything in the matrix: of a whole set ("over all pixels", mmseg's pooling) or of one picture.
Scores computeScores(const ConfusionMatrix& confusion);

/// Means over pictures of each picture's own scores: small and rare things weigh more than when all
/// pixels are pooled. A picture takes part in a class's mean only where it has a score for that class.
class ImageMeans {
 public:
  explicit ImageMeans(int classes)
      : iou_(static_cast<std::size_t>(classes)),
        accuracy_(static_cast<std::size_t>(classes)),
        fscore_(static_cast<std::size_t>(classes)) {}

  void add(const Scores& ofOneImage);

  std::optional<double> mIoU() const { return mIoU_.value(); }
  std::optional<double> mAcc() const { return mAcc_.value(); }
  std::optional<double> aAcc() const { return aAcc_.value(); }
  std::optional<double> mDice() const { return mDice_.value(); }
  std::optional<double> iou(int id) const { return iou_[static_cast<std::size_t>(id)].value(); }
  std::optional<double> accuracy(int id) const { return accuracy_[static_cast<std::size_t>(id)].value(); }
  std::optional<double> fscore(int id) const { return fscore_[static_cast<std::size_t>(id)].value(); }

 private:
  struct Mean {
    double sum = 0;
    std::int64_t count = 0;
    void add(const std::optional<double>& value);
    std::optional<double> value() const;
  };
  Mean mIoU_, mAcc_, aAcc_, mDice_;
  std::vector<Mean> iou_, accuracy_, fscore_;
};

}  // namespace ssa
