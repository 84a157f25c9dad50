#pragma once

#include <memory>
#include <optional>

#include "engine/models/frozen_sums.h"
#include "engine/models/model_config.h"
#include "engine/models/ssa_trace.h"
#include "engine/tensor/tensor.h"

namespace at {
struct Generator;
}
namespace torch::nn {
class Module;
}

namespace ssa {

/// What a classifier is built from.
struct ClassifierSpec {
  ClassifierKind kind = ClassifierKind::ssa;
  SsaOptions options;    ///< structural switches; ignored for `plain`
  int classes = 0;       ///< K >= 2
  int channels = 0;      ///< C
  float dropout = 0.1F;  ///< of whole channels before conv_seg, training only; negative: none
};

/// The semantic and spatial adaptive classifier (SSA-Seg, Ma et al., NeurIPS 2024) that every decode
/// head shares, or the plain 1x1 classifier it grew from.
///
/// Source: the published head. It differs from the paper's Eq. 2, 4 and 5 by the division by the class
/// mass, the two-layer perceptrons, `center_proj` and the cosine x 15.
/// Keys (below the decode head): conv_seg, get_feat_pos | pos_embed, center_pos, center_content_proj,
/// center_pos_proj, center_proj, their training-only `gt_` twins, ssa_loss.criterion.empty_weight.
class SsaClassifier {
 public:
  explicit SsaClassifier(const ClassifierSpec& spec);
  ~SsaClassifier();
  SsaClassifier(const SsaClassifier&) = delete;
  SsaClassifier& operator=(const SsaClassifier&) = delete;

  /// Registers conv_seg in the decode head; the reference does so before the decoder part …
  void registerCoarse(torch::nn::Module& head);
  /// … and everything else after it.
  void registerAdaptation(torch::nn::Module& head);
  /// conv_seg N(0, 0.01) with bias 0, embeddings N(0, 1), PyTorch's defaults otherwise.
  void initialise(at::Generator& generator);

  /// F (B,C,h,w) -> every field of the trace but `stages`; undefined fields belong to parts that are
  /// switched off. Dropout acts on the coarse logits only and follows conv_seg's training mode.
  /// Errors: ContractViolation if C differs or h*w == 0.
  void classify(const Tensor& feature, SsaTrace& trace) const;

  /// What follows the coarse logits: from F and M of `trace` (and its P_f where defined) to centres, prototypes and
  /// refined logits, which are replaced. With another M this is a re-adaptation to that guide. `keep` (B,h*w) bool names
  /// the cells that take part in the centres; undefined: all. A plain classifier copies M to the logits.
  void adapt(SsaTrace& trace, const Tensor& keep) const;
  /// 15 x cosine of G with prototypes Q (B,K,C) -> (B,K,h,w). ContractViolation for a plain classifier.
  enum class Pixels { decoder, joint };  ///< G = F, or F + P_f where the model has a spatial branch
  Tensor cosineLogits(const SsaTrace& trace, const Tensor& prototype, Pixels pixels) const;
  /// center_proj of a sum of prototypes (B,K,C). ContractViolation for a plain classifier.
  Tensor project(const Tensor& sum) const;
  const ClassifierSpec& spec() const;

  /// What the ground-truth teacher makes of a student's trace: its centres are plain means over the labelled pixels,
  /// of the whole batch (semantic) and of each image (spatial); a class without pixels keeps its fixed prototype or basis.
  /// labels (B,h,w) uint8 at feature stride, 255 belonging to no class.
  /// Source: the published head, which puts the spatial centre first where the student puts the basis first.
  /// Errors: ContractViolation for a plain classifier or labels of another size.
  TeacherTrace teach(const SsaTrace& trace, const Tensor& labels) const;

  /// The sums from which classifyFrozen makes the centres of a forward whose F and M stay as they are; labels as for
  /// `teach`. Nothing where P_f is no convolution of F or its centres are not used, or F is not float32 on the CPU.
  std::optional<FrozenSums> sumFrozen(const SsaTrace& trace, const Tensor& labels) const;
  /// What classify and teach make of F (B,C,h,w), to rounding, without a look at the pixels but for the logits. Of the
  /// traces only centres, prototypes and logits are defined, and F. The sums are those of the same crops.
  FrozenTraces classifyFrozen(const Tensor& feature, const FrozenSums& sums, bool withTeacher) const;

  /// Parameters of classifier and teacher together.
  std::int64_t parameterCount() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Fixed 2-D sine-cosine encoding (1,C,h,w) of the row (first half of the channels) and the column:
/// channel i of a half of n channels is sin (i even) or cos (i odd) of index / 10000^(2*floor(i/2)/n).
Tensor sinusoidalPosition(std::int64_t channels, std::int64_t h, std::int64_t w, const at::TensorOptions& options);

}  // namespace ssa
