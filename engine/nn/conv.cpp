#include "engine/nn/conv.h"

#include <torch/torch.h>

#include <array>

namespace ssa {
namespace {

class Conv final : public torch::nn::Module, public Layer {
 public:
  explicit Conv(const ConvOptions& o)
      : weight_(register_parameter("weight", at::empty({o.out, o.in / o.groups, o.kernel, o.kernel}))),
        stride_{o.stride, o.stride},
        padding_{o.padding, o.padding},
        groups_(o.groups) {
    if (o.bias) bias_ = register_parameter("bias", at::empty({o.out}));
  }

  Tensor forward(const Tensor& x) override {
    if (x.dim() == 3) return at::linear(x, weight_.flatten(1), bias_);
    static constexpr std::array<std::int64_t, 2> kDilation{1, 1};
    return at::conv2d(x, weight_, bias_, at::IntArrayRef(stride_), at::IntArrayRef(padding_), at::IntArrayRef(kDilation),
                      groups_);
  }
  LayerKind kind() const override { return LayerKind::conv; }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  Tensor weight_, bias_;
  std::array<std::int64_t, 2> stride_, padding_;
  std::int64_t groups_;
};

class Linear final : public torch::nn::Module, public Layer {
 public:
  Linear(int in, int out, bool bias) : weight_(register_parameter("weight", at::empty({out, in}))) {
    if (bias) bias_ = register_parameter("bias", at::empty({out}));
  }
  Tensor forward(const Tensor& x) override { return at::linear(x, weight_, bias_); }
  LayerKind kind() const override { return LayerKind::linear; }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  Tensor weight_, bias_;
};

class Projection final : public torch::nn::Module, public Layer {
 public:
  Projection(int in, int hidden, int out)
      : first_(adopt(*this, "0", makeLinear(in, hidden, false))), second_(adopt(*this, "2", makeLinear(hidden, out))) {}
  Tensor forward(const Tensor& x) override { return second_->forward(first_->forward(x).relu_()); }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  LayerPtr first_, second_;
};

}  // namespace

LayerPtr makeConv(const ConvOptions& options) { return std::make_shared<Conv>(options); }
LayerPtr makeLinear(int in, int out, bool bias) { return std::make_shared<Linear>(in, out, bias); }
LayerPtr makeProjection(int in, int hidden, int out) { return std::make_shared<Projection>(in, hidden, out); }

}  // namespace ssa
