#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/label_map.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/dataset.h"
#include "engine/metrics/boundary_scores.h"
#include "engine/metrics/confusion_matrix.h"
#include "engine/metrics/iou.h"
#include "engine/metrics/sparse_confusion.h"
#include "engine/metrics/statistics.h"

namespace ssa {

/// Over which pictures masks are scored, and what is worked out beside the confusion matrix.
struct ScoringOptions {
  std::vector<std::string> prefixes;   ///< only pictures whose name begins with one of them; empty = all
  std::vector<int> boundaryWidths_px;  ///< 1..1000, ascending; boundary scores at each, none if empty
  StatisticsOptions statistics;
};
/// Error badOption (option `boundary`, `level`, `resamples` or `permutations`).
Result<void> checkOptions(const ScoringOptions& options);

/// What one picture adds to a score.
struct ImageTally {
  std::string name;  ///< DatasetSample::name
  std::filesystem::path image;
  std::filesystem::path mask;
  int set = 0;  ///< which of several joined data sets
  SparseConfusion confusion;
  std::vector<BoundaryCounts> boundary;
};

/// Scores of one kind of mask over a set.
struct MaskScores {
  std::string masks;  ///< `refined`, `coarse` or `predictions`
  ConfusionMatrix confusion;
  Scores pooled;                         ///< over all pixels: mmseg's pooling
  ImageMeans imageMeans;                 ///< averaged over pictures
  std::map<int, std::int64_t> outside;   ///< pixels per predicted id outside the table, also where truth is void
  std::vector<BoundaryScores> boundary;  ///< by width
  SetStatistics statistics;              ///< of the pooled IoUs, over pictures
  std::vector<ImageTally> images;        ///< in the set's order
};

MaskScores emptyScores(std::string masks, int classes);

/// Scores the masks of one picture; what depends on the truth alone is worked out once for all of them.
class ImageScorer {
 public:
  ImageScorer(const DatasetSample& sample, const LabelMap& truth, int classes, const std::vector<int>& boundaryWidths_px);
  /// Error sizeMismatch.
  Result<ImageTally> score(const LabelMap& predicted) const;

 private:
  const DatasetSample& sample_;
  const LabelMap& truth_;
  int classes_;
  std::optional<BoundaryScorer> boundary_;
};

/// Works out everything else from `images`. Error: stopped.
Result<void> summarise(MaskScores& scores, const ScoringOptions& options, StopToken stop, ProgressSink& progress);

/// A picture and how many pixels it holds of one cell of the confusion matrix.
struct CellImage {
  std::size_t index = 0;  ///< in MaskScores::images
  std::int64_t pixels = 0;
};
/// The pictures behind a cell, most pixels first. `predicted` kIgnore is the column of ids outside the table.
std::vector<CellImage> imagesOfCell(const MaskScores& scores, int truth, int predicted);

}  // namespace ssa
