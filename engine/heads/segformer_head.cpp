#include "engine/heads/segformer_head.h"

#include <torch/torch.h>

#include <algorithm>

#include "engine/nn/conv_norm.h"
#include "engine/nn/init.h"
#include "engine/tensor/resize.h"

namespace ssa {
namespace {

class SegformerHead final : public torch::nn::Module, public Head {
 public:
  SegformerHead(const HeadSpec& spec, Fusion fusion) : classifier_(spec.classifier), fusion_(fusion) {
    const int channels = spec.classifier.channels;
    classifier_.registerCoarse(*this);
    const auto convs = adoptGroup(*this, "convs");
    for (std::size_t i = 0; i < spec.in.size(); ++i) {
      if (fusion == Fusion::normed)
        levels_.push_back(adopt(*convs, std::to_string(i), makeConvNorm({spec.in[i], channels, 1, 1, 0, 1, Activation::relu})));
      else
        levels_.push_back(adopt(*adoptGroup(*convs, std::to_string(i)), "conv", makeConv({spec.in[i], channels})));
    }
    const int stacked = channels * static_cast<int>(spec.in.size());
    fuse_ = adopt(*this, "fusion_conv", makeConvNorm({stacked, channels, 1, 1, 0, 1, Activation::relu}));
    classifier_.registerAdaptation(*this);
  }

  Tensor feature(const std::vector<Tensor>& stages) override {
    const Size size{static_cast<int>(stages.front().size(3)), static_cast<int>(stages.front().size(2))};
    std::vector<Tensor> levels;
    for (std::size_t i = 0; i < levels_.size(); ++i) levels.push_back(resizeBilinear(levels_[i]->forward(stages[i]), size));
    if (fusion_ == Fusion::plain) std::reverse(levels.begin(), levels.end());
    return fuse_->forward(at::cat(levels, 1));
  }
  SsaClassifier& classifier() override { return classifier_; }

  void initialise(at::Generator& generator) override {
    initDefaults(*this, generator);
    initConvNormal(fusion_ == Fusion::normed ? *this : *fuse_->module(), FanOut::ofWeight, generator);
    classifier_.initialise(generator);
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  SsaClassifier classifier_;
  Fusion fusion_;
  std::vector<LayerPtr> levels_;
  LayerPtr fuse_;
};

}  // namespace

std::shared_ptr<Head> makeSegformerHead(const HeadSpec& spec, Fusion fusion) {
  return std::make_shared<SegformerHead>(spec, fusion);
}

}  // namespace ssa
