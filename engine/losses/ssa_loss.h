#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/losses/loss_options.h"
#include "engine/models/ssa_trace.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// One term of the loss, weight already applied; the reference's log key.
struct LossTerm {
  std::string name;  ///< MainLoss, PreSelfLoss, PreLoss, KLLoss, dice_pred, dice_gt, disLoss, pos_disLoss
  double weight = 1;
  Tensor value;  ///< scalar
};

/// A training loss and what it is made of.
struct LossResult {
  Tensor total;                 ///< scalar, the sum of the terms
  std::vector<LossTerm> terms;  ///< in the reference's order; those that are switched off are missing
  double accuracy = 0;          ///< of the model's own logits, per cent of labelled pixels
  std::int64_t valid = 0;       ///< labelled pixels; 0: nothing to learn from, every pixel term is 0
};

/// Called when a teacher is wanted, with the label map at stride its centres come from, (B,h,w) uint8.
using Teach = std::function<TeacherTrace(const Tensor& labels)>;

/// The loss of a model with the SSA classifier on labels (B,H,W) uint8, 255 = ignore.
///
/// `trace` is the student's forward in training mode. Logits are upsampled with align_corners = true here (the test time
/// path uses false), the distillation terms live at feature stride. `coarse`: the value of PreSelfLoss where nothing
/// that learns lies before the coarse logits and it is known already.
/// Source: forward_train of the published heads. Errors: ContractViolation for a label in K..254.
LossResult ssaLoss(const SsaTrace& trace, const Teach& teach, const Tensor& labels, const SsaLossOptions& options,
                   std::optional<double> coarse = {});

/// The loss of a plain classifier: cross-entropy over all pixels, align_corners = false.
LossResult plainLoss(const SsaTrace& trace, const Tensor& labels);

}  // namespace ssa
