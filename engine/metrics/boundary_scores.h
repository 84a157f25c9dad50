#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/core/label_map.h"
#include "engine/core/result.h"
#include "engine/metrics/class_counts.h"

namespace ssa {

/// What one class of one picture, or of a set, adds to the boundary scores of one width.
///
/// The band of width d of a mask: the pixels that have a pixel of another class within d steps, where a step goes to
/// any of the eight neighbours (a square of side 2d+1; what d dilations with a 3x3 square reach). It lies on both
/// sides of every border. Pixels whose truth is kIgnore are of no class on either side: they are not counted and make
/// no border, but do not hide one that lies across them. The picture's own edge is no border.
struct BoundaryCounts {
  int width_px = 0;
  int id = 0;
  /// Boundary IoU: the truth's pixels of the class in the truth's band against the prediction's in its own band.
  ClassCounts edge;
  /// Trimap: all pixels in the truth's band, as in a confusion matrix.
  ClassCounts band;
  std::int64_t truthContour = 0;      ///< the truth's pixels of the class in its band of width 1
  std::int64_t truthFound = 0;        ///< of them, those with a predicted contour pixel of the class within d steps
  std::int64_t predictedContour = 0;  ///< likewise the prediction's
  std::int64_t predictedFound = 0;
  friend bool operator==(const BoundaryCounts&, const BoundaryCounts&) = default;
};

/// Shares in per cent; empty where nothing can be said (0/0).
struct BoundaryClassScores {
  /// |edge ∩| / |edge ∪| (Cheng et al., CVPR 2021). Their published code also takes the picture's edge for a border.
  std::optional<double> boundaryIoU;
  std::optional<double> trimapIoU;  ///< IoU inside the truth's band (Kohli et al., IJCV 2009)
  std::optional<double> boundaryF;  ///< 2PR/(P+R) of contour pixels found within d (Csurka et al., BMVC 2013)
};

/// Scores of one width over everything that was counted.
struct BoundaryScores {
  int width_px = 0;
  std::vector<BoundaryClassScores> classes;
  std::optional<double> mBoundaryIoU;  ///< means over the classes with a value
  std::optional<double> mTrimapIoU;
  std::optional<double> mBoundaryF;
};

/// Finds the bands of a truth mask once and scores any number of predictions against it.
///
/// Linear in the pixels for every width. Errors: ContractViolation unless 1 <= classes <= kMaxClasses and the widths
/// are positive and ascending.
class BoundaryScorer {
 public:
  BoundaryScorer(const LabelMap& truth, int classes, std::vector<int> widths_px);

  /// Rows of the classes that have a pixel in one of the bands, by width, then id. A predicted id outside the table
  /// is of its own class for the bands and of none for the counts. Error sizeMismatch (args found, expected).
  Result<std::vector<BoundaryCounts>> score(const LabelMap& predicted) const;

 private:
  int classes_;
  std::vector<int> widths_;
  LabelMap truth_;
  std::vector<std::uint8_t> level_;  ///< index of the narrowest band a pixel lies in, widths_.size() where in none
  std::vector<std::uint8_t> contour_;
};

/// Sums over pictures.
class BoundaryTally {
 public:
  BoundaryTally(int classes, std::vector<int> widths_px);
  const std::vector<int>& widths() const { return widths_; }
  void add(const std::vector<BoundaryCounts>& ofOneImage);
  void add(const BoundaryTally& other);
  std::vector<BoundaryScores> scores() const;

 private:
  int classes_;
  std::vector<int> widths_;
  std::vector<BoundaryCounts> rows_;  ///< width by width, class by class
};

/// Which of the counts an interval or a test is about.
enum class BoundaryKind { boundaryIoU, trimapIoU };
ImageCounts boundaryCounts(const std::vector<BoundaryCounts>& ofOneImage, int width_px, BoundaryKind kind);

}  // namespace ssa
