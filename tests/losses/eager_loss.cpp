#include "tests/losses/eager_loss.h"

#include <torch/torch.h>

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
    const Tensor present = std::get<0>(at::_unique(labels[b]));
    for (std::int64_t i = 0; i < present.numel(); ++i) {
      const auto id = present[i].item<std::int64_t>();
      if (id == 255) continue;
      const Tensor p = up[b][id].sigmoid().flatten(), t = (labels[b] == id).flatten().to(p.scalar_type());
      total = total + 1 - (2 * (p * t).sum() + 1) / (p.sum() + t.sum() + 1);
      ++pairs;
    }
  }
  return total / std::max(1.0, pairs);
}

}  // namespace ssa::test
