#pragma once

#include <cstdint>

#include "engine/models/segmentor.h"
#include "engine/models/ssa_trace.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// The SSA classifier's weights that carry a gradient from its output to F, by their reference names.
/// Undefined where the switches leave a branch out.
struct SsaWeights {
  Tensor fixed;                        ///< S (K,C): conv_seg.weight
  Tensor bias;                         ///< (K)
  Tensor basis;                        ///< P (K,C): center_pos.weight
  Tensor position;                     ///< get_feat_pos.weight (C,1,3,3), conditional encoding alone
  Tensor semanticFirst, semanticLast;  ///< center_content_proj.{0,2}.weight
  Tensor spatialFirst, spatialLast;    ///< center_pos_proj.{0,2}.weight
  Tensor prototype;                    ///< center_proj.weight
};
/// Shares memory with the network. ContractViolation where there is no `decode_head.conv_seg`.
SsaWeights ssaWeights(Segmentor& network);

/// What the classifier multiplies with its prototypes: G = F + P_f (1,C,h,w), F without a spatial branch or SSA.
Tensor classifierInput(const SsaTrace& trace);

/// Gradient of sum_n u_n L_kn at G for L = 15 <G/(|G|+e), Q/(|Q|+e)>: at cell n
/// direction * towards_n - G_n * away_n.
struct CosinePull {
  Tensor direction;  ///< (C) Q_k / (|Q_k|+e)
  Tensor towards;    ///< (N) 15 u_n / (|G_n|+e)
  Tensor away;       ///< (N) u_n L_kn / ((|G_n|+e) |G_n|)
};
CosinePull cosinePull(const SsaTrace& trace, std::int64_t classId, const Tensor& cellWeights);

/// Gradient (1,C,h,w) at F of sum_n u_n L_kn, L the SSA output: the vector-Jacobian product written out, through the
/// cosine, center_proj, both perceptrons, the centres, both softmaxes of the coarse logits and the position encoding.
/// Only row k of Q takes part, so every term but one is of rank one; the exception, the softmax over classes, costs one
/// (C,K)x(K,N) product. Batch 1.
Tensor ssaFeatureGradient(const SsaWeights& weights, const SsaOptions& options, const SsaTrace& trace, std::int64_t classId,
                          const Tensor& cellWeights);

}  // namespace ssa
