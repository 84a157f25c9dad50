#include "engine/analysis/grad_cam.h"

#include <torch/torch.h>

#include <vector>

#include "engine/analysis/grad_cam_ssa.h"
#include "engine/core/result.h"

namespace ssa {
namespace {

/// The weights of a network without gradients, for a scope.
class FrozenForCam {
 public:
  explicit FrozenForCam(torch::nn::Module& root) {
    for (Tensor& weight : root.parameters()) {
      if (!weight.requires_grad()) continue;
      weight.requires_grad_(false);
      frozen_.push_back(weight);
    }
  }
  ~FrozenForCam() {
    for (const Tensor& weight : frozen_) weight.requires_grad_(true);
  }
  FrozenForCam(const FrozenForCam&) = delete;
  FrozenForCam& operator=(const FrozenForCam&) = delete;

 private:
  std::vector<Tensor> frozen_;
};

Tensor camLogits(const SsaTrace& trace, const CamScore& score) {
  const Tensor& all = score.logits == ScoreLogits::coarse ? trace.coarse : trace.logits;
  expectShape(all, {1, -1, score.cellWeights.size(0), score.cellWeights.size(1)}, "logits of a score");
  return all.select(0, 0).select(0, score.classId);  // (h,w)
}

}  // namespace

Tensor cellWeights(const Tensor& region, std::int64_t h, std::int64_t w) {
  expectShape(region, {-1, -1}, "region");
  if (region.size(0) == h && region.size(1) == w) return region;
  return at::upsample_bilinear2d_backward(region.unsqueeze(0).unsqueeze(0), region.sizes(), {1, 1, h, w}, false)
      .select(0, 0)
      .select(0, 0);
}

double scoreOf(const SsaTrace& trace, const CamScore& score) {
  return (camLogits(trace, score).to(at::kDouble) * score.cellWeights.to(at::kDouble)).sum().item<double>();
}

RawCam camFromGradient(const Tensor& activation, const Tensor& gradient) {
  expectShape(gradient, {1, activation.size(1), activation.size(2), activation.size(3)}, "gradient");
  const Tensor weights = gradient.mean({0, 2, 3});  // (C)
  return {weights, at::einsum("c,chw->hw", {weights, activation.select(0, 0)})};
}

RawCam linearCam(const Tensor& coarse, const Tensor& weight, const Tensor& bias, const CamScore& score) {
  const Tensor scale = score.cellWeights.mean();
  return {scale * weight[score.classId], scale * (coarse.select(0, 0).select(0, score.classId) - bias[score.classId])};
}

RawCam cosineCam(const SsaTrace& trace, const CamScore& score) {
  const Tensor pixels = classifierInput(trace);  // G (1,C,h,w)
  const CosinePull pull = cosinePull(trace, score.classId, score.cellWeights);
  const auto cells = static_cast<double>(pull.away.numel());
  const Tensor flat = pixels.flatten(2).select(0, 0);                                              // (C,N)
  const Tensor weights = (pull.direction * pull.towards.sum() - at::mv(flat, pull.away)) / cells;  // (C)
  return {weights, at::mv(flat.t(), weights).view({pixels.size(2), pixels.size(3)})};
}

Tensor suffixGradient(Segmentor& network, const Segmentor::Parts& known, const std::string& part, const CamScore& score) {
  const FrozenForCam frozen(network.module());
  const at::AutoGradMode grad(true);
  Segmentor::Parts parts = known;
  const Tensor leaf = known.at(part).detach().requires_grad_(true);
  parts[part] = leaf;
  const SsaTrace trace = network.resume(parts);
  const Tensor total = (camLogits(trace, score) * score.cellWeights).sum();
  if (!total.requires_grad()) return at::zeros_like(leaf);
  const Tensor gradient = torch::autograd::grad({total}, {leaf}, {}, false, false, true).front();
  return gradient.defined() ? gradient.detach() : at::zeros_like(known.at(part));
}

}  // namespace ssa
