#include "engine/nn/conv_norm.h"

#include <torch/torch.h>

#include "engine/nn/norm.h"

namespace ssa {
namespace {

class ConvNorm final : public torch::nn::Module, public Layer {
 public:
  explicit ConvNorm(const ConvNormOptions& o)
      : conv_(adopt(*this, o.convKey, makeConv({o.in, o.out, o.kernel, o.stride, o.padding, o.groups, false}))),
        norm_(adopt(*this, "bn", makeBatchNorm(o.out))),
        activation_(o.activation) {}

  Tensor forward(const Tensor& x) override {
    Tensor y = norm_->forward(conv_->forward(x));
    switch (activation_) {
      case Activation::relu:
        return y.relu_();
      case Activation::relu6:
        return at::hardtanh_(y, 0, 6);
      case Activation::none:
        break;
    }
    return y;
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  LayerPtr conv_, norm_;
  Activation activation_;
};

}  // namespace

LayerPtr makeConvNorm(const ConvNormOptions& options) { return std::make_shared<ConvNorm>(options); }

Tensor hardSigmoid(const Tensor& x) {
  // LibTorch's backward holds a sixth in single precision whatever the type.
  return x.scalar_type() == at::kDouble ? at::hardtanh(x + 3, 0, 6) / 6 : at::hardsigmoid(x);
}

}  // namespace ssa
