#pragma once

#include <memory>
#include <vector>

#include "app/session/explain/explain_session.h"
#include "engine/metrics/boundary_forensics.h"
#include "engine/metrics/boundary_scores.h"
#include "engine/metrics/small_objects.h"

namespace ssa {

/// A mask of the picture that is held against the truth.
struct JudgedMask {
  ViewKind view = ViewKind::refined;  ///< baseline, coarse or refined
  std::shared_ptr<const LabelMap> mask;
  ScoreMap confidence;  ///< at picture size; may be empty
};

/// What a mask did wrong on one picture.
struct MaskErrors {
  ViewKind view = ViewKind::refined;
  Forensics forensics;
  ForensicsCounts counts;
  std::vector<BoundaryScores> bands;  ///< by width
  std::vector<TruthObject> objects;
  std::vector<ObjectCounts> ledger;  ///< all classes together, one row a bin: id -1
};

/// Band widths of the curve, px.
inline const std::vector<int> kErrorWidths_px{1, 2, 3, 5, 8, 12, 20};

/// The masks there are, with the confidence of their traces (each cell's value over the pixels it covers).
std::vector<JudgedMask> judgedMasks(ExplainSession& session);
/// Blocking. Errors: sizeMismatch, stopped.
Result<std::vector<MaskErrors>> judgeMasks(const std::vector<JudgedMask>& masks, const LabelMap& truth, int classes,
                                           const ForensicsOptions& options, StopToken stop, ProgressSink& progress);

}  // namespace ssa
