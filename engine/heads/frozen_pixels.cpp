#include "engine/heads/frozen_pixels.h"

#include <torch/torch.h>

#include "engine/core/result.h"
#include "engine/cuda/depthwise_pixels.h"
#include "engine/heads/ssa_parts.h"

namespace ssa {
namespace {

cuda::DepthwiseInput depthwise(const Tensor& feature, const Tensor& weight, const Tensor& bias) {
  return {feature.const_data_ptr<float>(),   weight.const_data_ptr<float>(),    bias.const_data_ptr<float>(),
          static_cast<int>(feature.size(0)), static_cast<int>(feature.size(1)), static_cast<int>(feature.size(2)),
          static_cast<int>(feature.size(3))};
}

class FrozenCosines : public torch::autograd::Function<FrozenCosines> {
 public:
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& feature, const Tensor& weight,
                        const Tensor& bias, const Tensor& unit) {
    const Tensor w = weight.contiguous(), b = bias.contiguous();
    Tensor pixels = at::empty_like(feature);                                                          // G
    Tensor norm = at::empty({feature.size(0), feature.size(2), feature.size(3)}, feature.options());  // |G|
    cuda::addDepthwise(depthwise(feature, w, b), pixels.mutable_data_ptr<float>(), norm.mutable_data_ptr<float>(),
                       at::get_num_threads());
    norm = norm.flatten(1).unsqueeze(1);                                            // (B,1,N)
    const Tensor cosines = at::bmm(unit, pixels.flatten(2)).div_(norm + kSsaTiny);  // (B,M,N)
    context->save_for_backward({feature, w, b, unit, pixels, norm, cosines});
    return cosines;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list upstream) {
    const auto saved = context->get_saved_variables();
    const Tensor &feature = saved[0], &weight = saved[1], &bias = saved[2], &unit = saved[3], &pixels = saved[4],
                 &norm = saved[5], &cosines = saved[6];
    const Tensor raw = upstream[0] / (norm + kSsaTiny);                                // of unit · G
    const Tensor along = (raw * cosines).sum(1, true).div_(norm.clamp_min(kSsaTiny));  // (B,1,N): of |G|, by |G|
    const Tensor flat = pixels.flatten(2);
    const Tensor ofPixels = at::bmm(unit.transpose(1, 2), raw);
    Tensor ofWeight = at::empty_like(weight), ofBias = at::empty_like(bias);
    cuda::depthwiseGradients(depthwise(feature, weight, bias), flat.const_data_ptr<float>(), ofPixels.const_data_ptr<float>(),
                             along.const_data_ptr<float>(), ofWeight.mutable_data_ptr<float>(), ofBias.mutable_data_ptr<float>(),
                             at::get_num_threads());
    return {{}, ofWeight, ofBias, at::bmm(raw, flat.transpose(1, 2))};
  }
};

}  // namespace

Tensor frozenCosines(const Tensor& feature, const Tensor& weight, const Tensor& bias, const Tensor& unit) {
  expectShape(feature, {-1, -1, -1, -1}, "frozen features");
  expectShape(unit, {feature.size(0), -1, feature.size(1)}, "unit prototypes");
  if (!feature.is_cpu() || feature.scalar_type() != at::kFloat || feature.requires_grad())
    throw ContractViolation("frozen features: float32 on the CPU without gradient expected");
  return FrozenCosines::apply(feature.contiguous(), weight, bias, unit);
}

}  // namespace ssa
