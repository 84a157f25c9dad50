#include "engine/nn/init.h"

#include <torch/torch.h>

#include <cmath>

#include "engine/nn/layer.h"

namespace ssa {
namespace {

template <class Visit>
void eachBasicLayer(torch::nn::Module& root, const Visit& visit) {
  const at::NoGradGuard noGrad;
  for (const auto& module : root.modules())
    if (const auto* layer = dynamic_cast<const Layer*>(module.get()); layer && layer->kind() != LayerKind::composite)
      visit(layer->kind(), *module);
}

Tensor parameter(torch::nn::Module& module, const char* name) {
  const auto parameters = module.named_parameters(false);
  const Tensor* found = parameters.find(name);
  return found ? *found : Tensor{};
}

double fanIn(const Tensor& weight) { return static_cast<double>(weight.numel()) / static_cast<double>(weight.size(0)); }

}  // namespace

void initDefaults(torch::nn::Module& root, at::Generator& generator) {
  eachBasicLayer(root, [&](LayerKind kind, torch::nn::Module& module) {
    Tensor weight = parameter(module, "weight"), bias = parameter(module, "bias");
    if (kind == LayerKind::conv || kind == LayerKind::linear) {
      const double bound = 1 / std::sqrt(fanIn(weight));
      weight.uniform_(-bound, bound, generator);
      if (bias.defined()) bias.uniform_(-bound, bound, generator);
      return;
    }
    weight.fill_(1);
    bias.zero_();
    for (auto& buffer : module.named_buffers(false)) buffer.value().fill_(buffer.key() == "running_var" ? 1 : 0);
  });
}

void initConvNormal(torch::nn::Module& root, FanOut rule, at::Generator& generator) {
  eachBasicLayer(root, [&](LayerKind kind, torch::nn::Module& module) {
    if (kind != LayerKind::conv) return;
    Tensor weight = parameter(module, "weight"), bias = parameter(module, "bias");
    const std::int64_t out = weight.size(0), area = weight.size(2) * weight.size(3);
    // Every grouped convolution of these networks is depth-wise: one input channel per group.
    const std::int64_t groups = rule == FanOut::perGroup && weight.size(1) == 1 ? out : 1;
    weight.normal_(0, std::sqrt(2.0 / static_cast<double>(out * area / groups)), generator);
    if (bias.defined()) bias.zero_();
  });
}

void initLinearNormal(torch::nn::Module& root, double std, at::Generator& generator) {
  eachBasicLayer(root, [&](LayerKind kind, torch::nn::Module& module) {
    if (kind != LayerKind::linear) return;
    parameter(module, "weight").normal_(0, std, generator);
    if (Tensor bias = parameter(module, "bias"); bias.defined()) bias.zero_();
  });
}

}  // namespace ssa
