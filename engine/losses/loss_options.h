#pragma once

#include "engine/core/describe.h"

namespace ssa {

enum class LossVariant {
  reference,  ///< what the published implementation computes
  paper,      ///< Eq. 11, 15 and 16 as printed: all lambdas 1, edge size 4, no border clearing, no coarse term
};

/// The SSA loss and its ablations (spec: ablation switches). Defaults are the reference's.
struct SsaLossOptions {
  LossVariant variant = LossVariant::reference;
  bool teacher = true;  ///< L_g: cross-entropy of the teacher; without it no distillation either
  bool coarse = true;   ///< cross-entropy of the coarse logits
  bool student_dice = true;
  bool teacher_dice = true;
  double response_weight = 1;       ///< lambda_r of L_rd; 0 leaves the term out
  double semantic_weight = 10;      ///< lambda_s of L_sd
  double spatial_weight = 0.4;     ///< lambda_p of L_pd
  bool response_entropy = true;    ///< -H: weight pixels by the teacher's entropy
  bool response_boundary = true;   ///< -B: edge and inner pixels of a class as two groups
  bool response_category = true;   ///< -E: mean over classes instead of one sum
  int edge_size = 3;               ///< side of the boundary's dilation
  bool self_distillation = false;  ///< the teacher's centres from the student's own label map
  friend bool operator==(const SsaLossOptions&, const SsaLossOptions&) = default;
};

inline constexpr Choice<LossVariant> kLossVariants[] = {{LossVariant::reference, "reference"}, {LossVariant::paper, "paper"}};
template <class V>
void describe(V& v, SsaLossOptions& o) {
  v.choice("loss_variant", o.variant, kLossVariants, "Formulas of the published code, or of the paper as printed");
  v.flag("teacher", o.teacher, "Train the ground-truth teacher and distil from it");
  v.flag("coarse_loss", o.coarse, "Cross-entropy of the coarse logits");
  v.flag("student_dice", o.student_dice, "Dice of the refined logits");
  v.flag("teacher_dice", o.teacher_dice, "Dice of the teacher's logits");
  v.field("response_weight", o.response_weight, Range{0.0, 100.0}, "", "Weight of the response distillation");
  v.field("semantic_weight", o.semantic_weight, Range{0.0, 100.0}, "", "Weight of the semantic distillation");
  v.field("spatial_weight", o.spatial_weight, Range{0.0, 100.0}, "", "Weight of the spatial distillation");
  v.flag("response_entropy", o.response_entropy, "Weight pixels by the teacher's entropy");
  v.flag("response_boundary", o.response_boundary, "Split each class into boundary and inside");
  v.flag("response_category", o.response_category, "Average over classes instead of pixels");
  v.field("edge_size", o.edge_size, Range{1, 15}, "cells", "Width of the boundary on the feature grid");
  v.flag("self_distillation", o.self_distillation, "Teacher centres from the student's own mask");
}

}  // namespace ssa
