#include "engine/losses/distillation.h"

#include <torch/torch.h>

#include "engine/core/label_map.h"
#include "engine/losses/labels.h"
#include "engine/tensor/class_sums.h"

namespace ssa {
namespace {

constexpr double kTiny = 1e-12;
constexpr double kRelationScale = 15;

Tensor withoutDiagonal(const Tensor& relation) { return relation * (1 - at::eye(relation.size(1), relation.options())); }

}  // namespace

ResponseMaps responseMaps(const Tensor& student, const Tensor& teacher, const Tensor& labels, const SsaLossOptions& options) {
  const bool paper = options.variant == LossVariant::paper;
  const Tensor soft = teacher.detach().softmax(1);    // (B,K,h,w)
  const Tensor log_student = student.log_softmax(1);  // (B,K,h,w)
  const Tensor valid = labels != kIgnore;
  Tensor loss = -(soft * log_student).sum(1);  // (B,h,w)
  if (!paper) {
    const Tensor own = at::where(valid, labels, at::zeros_like(labels)).to(at::kLong).unsqueeze(1);
    loss = 0.5 * loss - 0.5 * log_student.gather(1, own).squeeze(1);
  }
  Tensor weight = options.response_entropy ? -(soft * (soft + kTiny).log()).sum(1) : at::ones_like(loss);
  weight = weight * valid;
  return {loss, weight.detach(), edgeMask(labels, paper ? 4 : options.edge_size, !paper)};
}

Tensor responseDistillation(const Tensor& student, const Tensor& teacher, const Tensor& labels, const SsaLossOptions& options) {
  const std::int64_t classes = student.size(1);
  const ResponseMaps maps = responseMaps(student, teacher, labels, options);
  // Segment sums over (class, edge or not): two rows of numbers a pixel instead of a loop over the classes.
  // Double sums, as the reference's (its edge mask is a numpy array).
  const Tensor weight = maps.entropy.to(at::kDouble);
  const Tensor pair = at::stack({maps.loss.to(at::kDouble) * weight, weight}, 1).flatten(2);  // (B,2,N)
  const Tensor flat = labels.flatten(1);
  const Tensor edge = maps.edges.flatten(1);
  const auto sums = [&](const Tensor& keep) {
    return classSums(pair, at::where(keep, flat, at::full({}, kIgnore, flat.options())), classes, SumOver::batch)
        .squeeze(0);  // (K,2)
  };
  const auto mean = [](const Tensor& s) { return s.select(1, 0) / (s.select(1, 1) + kTiny); };
  Tensor on_edge = sums(edge), inside = sums(edge.logical_not());
  if (!options.response_category) {
    on_edge = on_edge.sum(0, true);
    inside = inside.sum(0, true);
  }
  const Tensor by_class = options.response_boundary ? (mean(on_edge) + mean(inside)) / 2 : mean(on_edge + inside);  // (K) or (1)
  Tensor total = by_class.sum();
  if (options.response_category) {
    const Tensor present = (classCounts(flat, classes, SumOver::batch, at::kDouble) > 0).sum();
    total = options.variant == LossVariant::paper ? total / static_cast<double>(classes) : total / (present + kTiny);
  }
  return total.to(student.scalar_type());
}

Tensor relationMatrix(const Tensor& prototypes, LossVariant variant) {
  if (variant == LossVariant::paper) return at::bmm(prototypes, prototypes.transpose(1, 2)).softmax(2);
  const Tensor unit = prototypes / (at::linalg_vector_norm(prototypes, 2, {2}, true) + kTiny);
  // Only the row side carries gradient, as in the reference.
  return (kRelationScale * at::bmm(unit, unit.detach().transpose(1, 2))).softmax(2);
}

Tensor semanticDistillation(const Tensor& student, const Tensor& teacher, LossVariant variant) {
  const Tensor excess =
      withoutDiagonal(relationMatrix(student, variant)) - withoutDiagonal(relationMatrix(teacher.detach(), variant));
  return at::relu(excess).sum(2).mean();
}

Tensor spatialDistillation(const Tensor& student, const Tensor& teacher, LossVariant variant) {
  const Tensor target = teacher.detach();
  if (variant == LossVariant::paper) return -(student.softmax(2) * target.log_softmax(2)).sum(2).mean();
  return -(target.softmax(2) * student.log_softmax(2)).sum(2).mean();
}

}  // namespace ssa
