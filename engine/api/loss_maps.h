#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/api/model.h"
#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/losses/loss_options.h"

namespace ssa {

/// What the response distillation sees of one picture, cell by cell of the feature grid (h×w).
struct LossMaps {
  Size picture;
  LabelMap truth;         ///< labels at stride, as the loss reads them
  LabelMap student;       ///< argmax of the refined logits
  LabelMap coarse;        ///< argmax of conv_seg's logits
  LabelMap teacher;       ///< argmax of the ground-truth teacher's logits
  ScoreMap entropy;       ///< H: the teacher's entropy in nats, 0 where truth is ignored
  LabelMap edges;         ///< E: 1 on a class boundary, else 0
  ScoreMap distillation;  ///< l: cross-entropy of the student against the teacher's target
  /// What a cell adds to L_rd: its part of the entropy-weighted means over boundary and inside of its class. Sums to the
  /// unweighted loss, `KLLoss` / its weight.
  ScoreMap share;
  std::vector<std::pair<std::string, double>> terms;  ///< log key -> weighted value, as in training
};

/// Student and teacher on one picture and its truth, in evaluation mode; the picture goes in as it is. Where the options
/// take the teacher's centres from the student's own mask, so do the maps.
/// Errors: badOption (`model`: no SSA classifier or its teacher's weights are gone), sizeMismatch, maskIdOutOfRange, stopped,
/// outOfMemory, deviceFault, contract.
Result<LossMaps> lossMaps(const Model& model, const Image8& picture, const LabelMap& truth, const SsaLossOptions& options,
                          StopToken stop, ProgressSink& progress);

}  // namespace ssa
