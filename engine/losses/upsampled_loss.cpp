#include "engine/losses/upsampled_loss.h"

#include <torch/torch.h>

#include "engine/core/label_map.h"
#include "engine/core/result.h"
#include "engine/cuda/upsample_loss.h"

namespace ssa {
namespace {

struct Counts {
  std::int64_t valid = 0, correct = 0, pairs = 0;
};

template <class Real>
std::array<double, 2> run(const Tensor& logits, const Tensor& labels, bool align_corners, bool dice, Tensor* ce_gradient,
                          Tensor* dice_gradient, Counts& counts) {
  cuda::UpsampleLossInput<Real> in;
  in.logits = logits.const_data_ptr<Real>();
  in.labels = labels.const_data_ptr<std::uint8_t>();
  in.batch = static_cast<int>(logits.size(0));
  in.classes = static_cast<int>(logits.size(1));
  in.height = static_cast<int>(logits.size(2));
  in.width = static_cast<int>(logits.size(3));
  in.label_height = static_cast<int>(labels.size(1));
  in.label_width = static_cast<int>(labels.size(2));
  in.align_corners = align_corners;
  cuda::UpsampleLossOutput<Real> out;
  out.dice = dice;
  if (ce_gradient) out.cross_entropy_gradient = ce_gradient->mutable_data_ptr<Real>();
  if (dice_gradient) out.dice_gradient = dice_gradient->mutable_data_ptr<Real>();
  cuda::upsampleLoss(in, out, at::get_num_threads());
  counts = {out.valid, out.correct, out.dice_pairs};
  return {out.cross_entropy, out.dice_loss};
}

/// Sums forward; the gradients are made in the same sweep and only scaled backward.
class FusedLoss : public torch::autograd::Function<FusedLoss> {
 public:
  static torch::autograd::variable_list forward(torch::autograd::AutogradContext* context, const Tensor& logits,
                                                const Tensor& labels, bool align_corners, bool dice, bool gradient,
                                                Counts* counts) {
    const Tensor values = logits.contiguous();
    Tensor ce_gradient, dice_gradient;
    if (gradient) {
      ce_gradient = at::empty_like(values);
      if (dice) dice_gradient = at::empty_like(values);
    }
    Tensor* const ce = gradient ? &ce_gradient : nullptr;
    Tensor* const di = gradient && dice ? &dice_gradient : nullptr;
    const std::array<double, 2> sums = values.scalar_type() == at::kDouble
                                           ? run<double>(values, labels, align_corners, dice, ce, di, *counts)
                                           : run<float>(values, labels, align_corners, dice, ce, di, *counts);
    context->save_for_backward({ce_gradient, dice_gradient});
    // The sums stay double until they are divided: a mean over millions of pixels in single precision.
    const at::TensorOptions options = values.options().dtype(at::kDouble);
    return {at::full({}, sums[0], options), at::full({}, sums[1], options)};
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list upstream) {
    const auto saved = context->get_saved_variables();
    Tensor gradient;
    for (std::size_t i = 0; i < 2; ++i) {
      if (!saved[i].defined() || !upstream[i].defined()) continue;
      const Tensor part = saved[i] * upstream[i].to(saved[i].scalar_type());
      gradient = gradient.defined() ? gradient + part : part;
    }
    return {gradient, {}, {}, {}, {}, {}};
  }
};

/// The same sums from LibTorch's operators, for tensors of an accelerator.
std::array<Tensor, 2> composed(const Tensor& logits, const Tensor& labels, bool align_corners, bool dice, Counts& counts) {
  const Tensor up =
      torch::nn::functional::interpolate(logits, torch::nn::functional::InterpolateFuncOptions()
                                                     .size(std::vector<std::int64_t>{labels.size(1), labels.size(2)})
                                                     .mode(torch::kBilinear)
                                                     .align_corners(align_corners));
  const Tensor target = labels.to(at::kLong);
  const Tensor valid = target != kIgnore;
  const Tensor ce = at::cross_entropy_loss(up, target, {}, at::Reduction::Sum, kIgnore);
  counts.valid = valid.sum().item<std::int64_t>();
  counts.correct = ((up.argmax(1) == target) & valid).sum().item<std::int64_t>();
  Tensor sum = at::zeros({}, ce.options());
  if (dice) {
    const Tensor probability = up.sigmoid().flatten(2);  // (B,K,H*W)
    const Tensor hot = at::one_hot(at::where(valid, target, at::full_like(target, logits.size(1))), logits.size(1) + 1)
                           .narrow(3, 0, logits.size(1));
    const Tensor t = hot.flatten(1, 2).transpose(1, 2).to(probability.scalar_type());  // (B,K,H*W)
    const Tensor area = t.sum(2), overlap = (probability * t).sum(2);
    const Tensor present = area > 0;
    sum = (1 - (2 * overlap + 1) / (probability.sum(2) + area + 1)).masked_select(present).sum();
    counts.pairs = present.sum().item<std::int64_t>();
  }
  return {ce.to(at::kDouble), sum.to(at::kDouble)};
}

}  // namespace

UpsampledLoss upsampledLoss(const Tensor& logits, const Tensor& labels, Average average, bool align_corners, bool dice) {
  expectShape(logits, {-1, -1, -1, -1}, "logits");
  expectShape(labels, {logits.size(0), -1, -1}, "labels");
  Counts counts;
  Tensor ce, di;
  if (logits.is_cpu()) {
    const bool gradient = logits.requires_grad() && at::GradMode::is_enabled();
    const auto sums = FusedLoss::apply(logits, labels.contiguous(), align_corners, dice, gradient, &counts);
    ce = sums[0];
    di = sums[1];
  } else {
    const auto sums = composed(logits, labels.to(logits.device()), align_corners, dice, counts);
    ce = sums[0];
    di = sums[1];
  }
  const double pixels = average == Average::allPixels ? static_cast<double>(labels.numel())
                                                      : static_cast<double>(std::max<std::int64_t>(counts.valid, 1));
  UpsampledLoss loss;
  loss.crossEntropy = (ce / pixels).to(logits.scalar_type());
  if (dice) loss.dice = (di / static_cast<double>(std::max<std::int64_t>(counts.pairs, 1))).to(logits.scalar_type());
  loss.valid = counts.valid;
  loss.accuracy = counts.valid > 0 ? 100.0 * static_cast<double>(counts.correct) / static_cast<double>(counts.valid) : 100.0;
  return loss;
}

}  // namespace ssa
