#pragma once

#include "engine/heads/ssa_classifier.h"
#include "engine/nn/conv.h"

namespace ssa {

inline constexpr double kSsaTiny = 1e-12;
inline constexpr double kCosineScale = 15;  // hard coded in the reference, no learnable temperature

/// Rows of unit length.
Tensor unitRows(const Tensor& x);

/// The modules of one SSA classifier, shared by the student's path (ssa_classifier.cpp) and the teacher's
/// (ssa_teacher.cpp).
struct SsaClassifier::Parts {
  ClassifierSpec spec;
  LayerPtr coarse;                                // conv_seg
  LayerPtr position;                              // get_feat_pos
  LayerPtr semantic, spatial, prototype;          // center_content_proj, center_pos_proj, center_proj
  LayerPtr gtSemantic, gtSpatial, gtPrototype;    // the teacher's
  std::shared_ptr<torch::nn::Module> basis;       // center_pos
  std::shared_ptr<torch::nn::Module> lossHelper;  // ssa_loss
  Tensor learnedPosition;                         // pos_embed

  bool adaptive() const { return spec.kind == ClassifierKind::ssa; }
  bool spatialOn() const { return adaptive() && spec.options.spatial; }
  bool semanticOn() const { return adaptive() && spec.options.semantic; }

  Tensor fixedWeight() const;                          // S (K,C), gradient not cut
  Tensor basisWeight() const;                          // P (K,C)
  Tensor fixedPrototype(std::int64_t batch) const;     // S (B,K,C)
  Tensor positionBasis(std::int64_t batch) const;      // P (B,K,C)
  Tensor encodePosition(const Tensor& feature) const;  // P_f (B,C,h,w)
  void adaptSemantic(SsaTrace& trace, const Tensor& weights, const Tensor& mass) const;
  void adaptSpatial(SsaTrace& trace, const Tensor& weights, const Tensor& mass, const Tensor& keep) const;
  /// 15 x cosine of G = F + P_f (`joint`) or F with prototypes Q (B,K,C) -> (B,K,h,w).
  Tensor cosineLogits(const SsaTrace& trace, const Tensor& prototype, bool joint) const;
};

}  // namespace ssa
