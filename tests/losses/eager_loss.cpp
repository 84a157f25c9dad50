#include "tests/losses/eager_loss.h"

#include <torch/torch.h>

#include "engine/losses/distillation.h"
#include "engine/losses/labels.h"

namespace ssa::test {
namespace {

Tensor upsampled(const Tensor& logits, const Tensor& labels, bool align_corners) {
  return torch::nn::functional::interpolate(logits, torch::nn::functional::InterpolateFuncOptions()
                                                        .size(std::vector<std::int64_t>{labels.size(1), labels.size(2)})
                                                        .mode(torch::kBilinear)
                                                        .align_corners(align_corners));
}

}  // namespace

Tensor eagerCrossEntropy(const Tensor& logits, const Tensor& labels, bool average_all, bool align_corners) {
  const Tensor target = labels.to(at::kLong);
  const Tensor sum = at::cross_entropy_loss(upsampled(logits, labels, align_corners), target, {}, at::Reduction::Sum, 255);
  return sum / (average_all ? static_cast<double>(labels.numel()) : (target != 255).sum().item<double>());
}

Tensor eagerDice(const Tensor& logits, const Tensor& labels) {
  const Tensor up = upsampled(logits, labels, true);
  Tensor total = at::zeros({}, logits.options());
  double pairs = 0;
  for (std::int64_t b = 0; b < labels.size(0); ++b) {
    const Tensor all = std::get<0>(at::_unique(labels[b])), present = all.masked_select(all != 255).to(at::kLong);
    const Tensor p = up[b].index_select(0, present).sigmoid().flatten(1);
    const Tensor t = (labels[b].unsqueeze(0) == present.view({-1, 1, 1})).flatten(1).to(p.scalar_type());
    total = total + (1 - (2 * (p * t).sum(1) + 1) / (p.sum(1) + t.sum(1) + 1)).sum();
    pairs += static_cast<double>(present.numel());
  }
  return total / std::max(1.0, pairs);
}

Tensor eagerResponse(const Tensor& student, const Tensor& teacher, const Tensor& labels) {
  const Tensor soft = teacher.detach().softmax(1), valid = labels != 255;
  const Tensor target = at::where(valid, labels, at::zeros_like(labels)).to(at::kLong);
  const Tensor one_hot = at::one_hot(target, student.size(1)).permute({0, 3, 1, 2}).to(soft.scalar_type());
  const Tensor loss = -((0.5 * soft + 0.5 * one_hot) * student.log_softmax(1)).sum(1);
  const Tensor entropy = -(soft * (soft + 1e-12).log()).sum(1) * valid.to(soft.scalar_type());
  const Tensor edges = edgeMask(labels, 3, true).to(at::kDouble);
  Tensor total = at::zeros({}, edges.options());
  double classes = 0;
  const Tensor present = std::get<0>(at::_unique(labels));
  for (std::int64_t i = 0; i < present.numel(); ++i) {
    const auto id = present[i].item<std::int64_t>();
    if (id == 255) continue;
    const Tensor mine = (labels == id).to(soft.scalar_type());
    for (const Tensor& part : {edges, 1 - edges})
      total = total + (loss * entropy * mine * part).sum() / ((entropy * mine * part).sum() + 1e-12) / 2;
    ++classes;
  }
  return total / (classes + 1e-12);
}

Tensor eagerSsaLoss(const SsaTrace& trace, const Teach& teach, const Tensor& labels) {
  const Tensor at_stride = labelsAtStride(labels, trace.logits.size(2), trace.logits.size(3));
  const TeacherTrace teacher = teach(at_stride);
  return eagerCrossEntropy(trace.logits, labels, true, true) + eagerCrossEntropy(trace.coarse, labels, false, true) +
         eagerCrossEntropy(teacher.logits, labels, false, true) + eagerResponse(trace.logits, teacher.logits, at_stride) +
         eagerDice(trace.logits, labels) + eagerDice(teacher.logits, labels) +
         10 * semanticDistillation(trace.semanticPrototype, teacher.semanticPrototype, LossVariant::reference) +
         0.4 * spatialDistillation(trace.spatialPrototype, teacher.spatialPrototype, LossVariant::reference);
}

}  // namespace ssa::test
