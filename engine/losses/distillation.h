#pragma once

#include "engine/losses/loss_options.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// Per-pixel ingredients of the response distillation, at feature stride, (B,h,w).
struct ResponseMaps {
  Tensor loss;     ///< l: soft cross-entropy of the student against the teacher
  Tensor entropy;  ///< H: the teacher's entropy, 0 where ignored
  Tensor edges;    ///< E: boundary mask, bool
};
ResponseMaps responseMaps(const Tensor& student, const Tensor& teacher, const Tensor& labels, const SsaLossOptions& options);

/// Response-domain distillation L_rd: mean over the classes present of half the entropy-weighted mean over their
/// boundary plus half that over their inside.
///
/// student, teacher: logits (B,K,h,w), the teacher detached inside; labels (B,h,w) uint8.
/// Source: published get_distill_loss (target half softmax, half one-hot); variant `paper`: Eq. 8-11 (softmax alone, mean over
/// all K). A class without edge pixels contributes half its inside. 0 where nothing is labelled.
Tensor responseDistillation(const Tensor& student, const Tensor& teacher, const Tensor& labels, const SsaLossOptions& options);

/// Semantic-domain distillation L_sd of prototypes (B,K,C): how far the student's inter-class relations exceed the teacher's.
/// Source: published get_dis_loss (cosine × 15, the right factor detached); `paper`: Eq. 13-15, plain products. Unweighted.
Tensor semanticDistillation(const Tensor& student, const Tensor& teacher, LossVariant variant);

/// Spatial-domain distillation L_pd of prototypes (B,K,C): cross-entropy of softmaxes over the channels.
/// Source: published get_pos_dis_loss (the teacher is the target); `paper`: Eq. 16 (the student is). Unweighted.
Tensor spatialDistillation(const Tensor& student, const Tensor& teacher, LossVariant variant);

/// Inter-class relation matrix (B,K,K), softmax over the last axis, diagonal as it is.
Tensor relationMatrix(const Tensor& prototypes, LossVariant variant);

}  // namespace ssa
