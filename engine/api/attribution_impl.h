#pragma once

#include <string_view>

#include "engine/analysis/grad_cam.h"
#include "engine/analysis/grad_cam_ssa.h"
#include "engine/api/attribution.h"
#include "engine/models/segmentor.h"

namespace ssa {

inline constexpr std::string_view kFeatureStage = "decode_head";
inline constexpr std::string_view kClassifierInputStage = "classifier_input";

/// What stands behind Activations. For engine sources only; tensors are float on the model's device, without gradients.
struct Activations::Impl {
  std::shared_ptr<const Model> model;
  std::vector<ActivationStage> stages;
  Segmentor::Parts parts;  ///< by stage, without `classifier_input`
  SsaTrace trace;
  SsaWeights weights;
  Size picture;
  LabelMap refined;
  LabelMap coarse;  ///< empty for a plain model

  const LabelMap& mask(MaskKind kind) const { return kind == MaskKind::coarse && !coarse.empty() ? coarse : refined; }
};

/// Activations (1,C,h,w) of a stage as the classifier of `head` sees it. Error badOption (`stage`).
Result<Tensor> stageActivation(const Activations& activations, const std::string& stage, MaskKind head);

/// The score that a target means, and how many pixels it is a sum over.
struct TargetScore {
  CamScore score;
  std::int64_t pixels = 0;
};
/// Errors: badOption (`class`, `head`, `region`, `pixel`).
Result<TargetScore> targetScore(const Activations& activations, const AttributionTarget& target);

/// The mask of logits (1,K,h,w): bilinear at the picture's size, first of the largest.
LabelMap upsampledMask(const Tensor& logits, Size picture);

/// Plain numbers of a tensor.
std::vector<float> floats(const Tensor& t);
ScoreMap pictureMap(const Tensor& cells, Size picture);

}  // namespace ssa
