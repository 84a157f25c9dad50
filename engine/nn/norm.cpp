#include "engine/nn/norm.h"

#include <torch/torch.h>

namespace ssa {
namespace {

constexpr double kBatchNormEps = 1e-5;
constexpr double kBatchNormMomentum = 0.1;

/// The gradient in the order the backward of batch norm reads it in (see makeBatchNorm).
Tensor inMapOrder(const Tensor& gradient, at::MemoryFormat format) {
  const Tensor ordered = gradient.contiguous(format);
  // With one image any stride passes for contiguous, and that stride is what is misread.
  const bool odd = ordered.dim() == 4 && ordered.size(0) == 1 && ordered.stride(0) != ordered.numel();
  return odd ? ordered.clone(format) : ordered;
}

class BatchNorm final : public torch::nn::Module, public Layer {
 public:
  explicit BatchNorm(int channels)
      : weight_(register_parameter("weight", at::ones({channels}))),
        bias_(register_parameter("bias", at::zeros({channels}))),
        mean_(register_buffer("running_mean", at::zeros({channels}))),
        variance_(register_buffer("running_var", at::ones({channels}))),
        batches_(register_buffer("num_batches_tracked", at::zeros({}, at::kLong))) {}

  Tensor forward(const Tensor& x) override {
    if (is_training()) batches_.add_(1);
    const Tensor y = at::batch_norm(x, weight_, bias_, mean_, variance_, is_training(), kBatchNormMomentum, kBatchNormEps, true);
    if (y.requires_grad() && y.is_cpu())
      y.register_hook([format = y.suggest_memory_format()](const Tensor& g) { return inMapOrder(g, format); });
    return y;
  }
  LayerKind kind() const override { return LayerKind::batchNorm; }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  Tensor weight_, bias_, mean_, variance_, batches_;
};

class LayerNorm final : public torch::nn::Module, public Layer {
 public:
  LayerNorm(int channels, double eps)
      : weight_(register_parameter("weight", at::ones({channels}))),
        bias_(register_parameter("bias", at::zeros({channels}))),
        eps_(eps) {}
  Tensor forward(const Tensor& x) override { return at::layer_norm(x, weight_.sizes(), weight_, bias_, eps_); }
  LayerKind kind() const override { return LayerKind::layerNorm; }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  Tensor weight_, bias_;
  double eps_;
};

}  // namespace

LayerPtr makeBatchNorm(int channels) { return std::make_shared<BatchNorm>(channels); }
LayerPtr makeLayerNorm(int channels, double eps) { return std::make_shared<LayerNorm>(channels, eps); }

}  // namespace ssa
