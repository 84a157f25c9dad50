#pragma once

#include <string>
#include <vector>

#include "engine/tensor/tensor.h"

namespace ssa {

/// Every named intermediate of one forward, fields as in the paper (letters in comments).
/// Undefined tensors belong to parts the model does not have (a plain classifier has only stages,
/// feature, coarse and logits, where coarse and logits are the same tensor).
struct SsaTrace {
  std::vector<Tensor> stages;  ///< backbone outputs, (B,C_i,H'/s_i,W'/s_i)
  Tensor feature;              ///< F   (B,C,h,w)
  Tensor coarse;               ///< M   (B,K,h,w) logits of conv_seg
  Tensor positionFeature;      ///< P_f (B,C,h,w)
  Tensor semanticCentre;       ///< S_c (B,K,C)
  Tensor semanticPrototype;    ///< S_p (B,K,C)
  Tensor spatialCentre;        ///< P_c (B,K,C)
  Tensor spatialPrototype;     ///< P_p (B,K,C)
  Tensor prototype;            ///< Q   (B,K,C) = center_proj(S_p + P_p)
  Tensor logits;               ///< (B,K,h,w), 15 x cosine for SSA, conv_seg's for plain
};

/// What the ground-truth teacher makes of the same features (training only).
struct TeacherTrace {
  Tensor semanticCentre;     ///< gt_S_c (K,C), one for the whole batch
  Tensor semanticPrototype;  ///< gt_S_p (B,K,C)
  Tensor spatialCentre;      ///< gt_P_c (B,K,C)
  Tensor spatialPrototype;   ///< gt_P_p (B,K,C)
  Tensor prototype;          ///< gt_Q   (B,K,C)
  Tensor logits;             ///< (B,K,h,w), 15 x cosine
};

}  // namespace ssa
