#include "engine/losses/ssa_loss.h"

#include <torch/torch.h>

#include "engine/core/label_map.h"
#include "engine/losses/distillation.h"
#include "engine/losses/labels.h"
#include "engine/losses/upsampled_loss.h"

namespace ssa {
namespace {

class Terms {
 public:
  explicit Terms(LossResult& result) : result_(result) {}
  void add(const char* name, double weight, const Tensor& value) {
    const Tensor weighted = weight == 1 ? value : value * weight;
    result_.terms.push_back({name, weight, weighted});
    result_.total = result_.total.defined() ? result_.total + weighted : weighted;
  }

 private:
  LossResult& result_;
};

/// The student's own label map at stride, ignored where the truth is.
Tensor ownLabels(const Tensor& logits, const Tensor& truth) {
  const Tensor own = logits.detach().argmax(1).to(at::kByte);
  return at::where(truth == kIgnore, truth, own);
}

}  // namespace

LossResult ssaLoss(const SsaTrace& trace, const Teach& teach, const Tensor& labels, const SsaLossOptions& options,
                   std::optional<double> coarse) {
  const bool paper = options.variant == LossVariant::paper;
  LossResult result;
  Terms terms(result);
  const UpsampledLoss student = upsampledLoss(trace.logits, labels, Average::allPixels, true, options.student_dice);
  result.accuracy = student.accuracy;
  result.valid = student.valid;
  terms.add("MainLoss", 1, student.crossEntropy);
  if (options.coarse && !paper)
    terms.add("PreSelfLoss", 1,
              coarse ? at::full({}, *coarse, trace.logits.options().requires_grad(false))
                     : upsampledLoss(trace.coarse, labels, Average::validPixels, true, false).crossEntropy);

  TeacherTrace teacher;
  Tensor at_stride;
  if (options.teacher) {
    at_stride = labelsAtStride(labels, trace.logits.size(2), trace.logits.size(3)).to(trace.logits.device());
    teacher = teach(options.self_distillation ? ownLabels(trace.logits, at_stride) : at_stride);
    const UpsampledLoss truth = upsampledLoss(teacher.logits, labels, Average::validPixels, true, options.teacher_dice);
    terms.add("PreLoss", 1, truth.crossEntropy);
    if (options.response_weight > 0)
      terms.add("KLLoss", paper ? 1 : options.response_weight,
                responseDistillation(trace.logits, teacher.logits, at_stride, options));
    if (options.student_dice) terms.add("dice_pred", 1, student.dice);
    if (options.teacher_dice) terms.add("dice_gt", 1, truth.dice);
    // A branch that is switched off has no prototypes to distil.
    if (options.semantic_weight > 0 && trace.semanticPrototype.defined())
      terms.add("disLoss", paper ? 1 : options.semantic_weight,
                semanticDistillation(trace.semanticPrototype, teacher.semanticPrototype, options.variant));
    if (options.spatial_weight > 0 && trace.spatialPrototype.defined())
      terms.add("pos_disLoss", paper ? 1 : options.spatial_weight,
                spatialDistillation(trace.spatialPrototype, teacher.spatialPrototype, options.variant));
  } else if (options.student_dice) {
    terms.add("dice_pred", 1, student.dice);
  }
  return result;
}

LossResult plainLoss(const SsaTrace& trace, const Tensor& labels) {
  LossResult result;
  const UpsampledLoss loss = upsampledLoss(trace.logits, labels, Average::allPixels, false, false);
  result.accuracy = loss.accuracy;
  result.valid = loss.valid;
  Terms(result).add("loss_ce", 1, loss.crossEntropy);
  return result;
}

}  // namespace ssa
