#pragma once

#include <torch/torch.h>

#include "engine/models/segmentor.h"

namespace ssa::test {

/// A small network with stride 8, for tests of what happens around a network. With `ssa` its refined
/// logits are 15 × a cosine and its coarse ones linear, as in the real thing.
class ToyNetwork final : public Segmentor {
 public:
  ToyNetwork(int classes, bool ssa, std::uint64_t seed = 1) {
    torch::manual_seed(seed);
    config_.architecture = "toy";
    config_.num_classes = classes;
    config_.classifier = ssa ? ClassifierKind::ssa : ClassifierKind::plain;
    body_ = root_->register_module("backbone", torch::nn::Conv2d(torch::nn::Conv2dOptions(3, 12, 9).stride(8).padding(4)));
    auto head = std::make_shared<torch::nn::Module>();
    classifier_ = head->register_module("conv_seg", torch::nn::Conv2d(torch::nn::Conv2dOptions(12, classes, 1)));
    prototypes_ = head->register_parameter("prototypes", torch::randn({classes, 12}));
    root_->register_module("decode_head", head);
    root_->eval();
  }

  const ModelConfig& config() const override { return config_; }
  torch::nn::Module& module() override { return *root_; }
  std::int64_t classifierParameters() const override { return 0; }
  SsaTrace forwardParts(const Tensor& x, const PartHook&) override { return forward(x, {}); }
  SsaTrace forward(const Tensor& x, const StageHook& hook) override {
    ++forwards;
    largestInput = std::max(largestInput, x.size(2) * x.size(3));
    SsaTrace trace;
    trace.feature = torch::tanh(body_->forward(x));  // (B,12,h,w)
    if (hook) hook("backbone");
    if (hook) hook("decoder");
    trace.coarse = classifier_->forward(trace.feature);  // (B,K,h,w)
    trace.logits = trace.coarse;
    if (config_.classifier == ClassifierKind::ssa) {
      const Tensor f = torch::nn::functional::normalize(trace.feature);
      const Tensor q = torch::nn::functional::normalize(prototypes_);
      trace.logits = 15 * torch::einsum("bchw,kc->bkhw", {f, q});  // (B,K,h,w)
    }
    if (hook) hook("classifier");
    return trace;
  }

  int forwards = 0;
  std::int64_t largestInput = 0;

 private:
  ModelConfig config_;
  std::shared_ptr<torch::nn::Module> root_ = std::make_shared<torch::nn::Module>();
  torch::nn::Conv2d body_{nullptr}, classifier_{nullptr};
  Tensor prototypes_;
};

}  // namespace ssa::test
