#include "engine/heads/light_head.h"

#include <torch/torch.h>

#include "engine/core/result.h"
#include "engine/nn/conv_norm.h"
#include "engine/nn/init.h"
#include "engine/tensor/resize.h"

namespace ssa {
namespace {

class LightHead final : public torch::nn::Module, public Head {
 public:
  LightHead(const HeadSpec& spec, const std::vector<int>& embed) : classifier_(spec.classifier) {
    const int channels = spec.classifier.channels;
    if (embed.size() + 1 != spec.in.size() || embed.back() != channels)
      throw ContractViolation("light head: widths do not fit the backbone");
    classifier_.registerCoarse(*this);
    fuse_ = adopt(*this, "linear_fuse", makeConvNorm({channels, channels, 1, 1, 0, channels, Activation::relu}));
    int in = spec.in.front();
    for (std::size_t i = 0; i < embed.size(); ++i) {
      const auto gate = adoptGroup(*this, "fuse" + std::to_string(i + 1));
      gates_.push_back({adopt(*gate, "local_embedding", makeConvNorm({in, embed[i]})),
                        adopt(*gate, "global_act", makeConvNorm({spec.in[i + 1], embed[i]}))});
      in = embed[i];
    }
    classifier_.registerAdaptation(*this);
  }

  Tensor feature(const std::vector<Tensor>& stages) override {
    Tensor x = stages.front();
    const Size size{static_cast<int>(x.size(3)), static_cast<int>(x.size(2))};
    for (std::size_t i = 0; i < gates_.size(); ++i) {
      const Tensor gate = hardSigmoid(gates_[i].global->forward(stages[i + 1]));
      x = gates_[i].local->forward(x) * resizeBilinear(gate, size);
    }
    return fuse_->forward(x);
  }
  SsaClassifier& classifier() override { return classifier_; }

  void initialise(at::Generator& generator) override {
    initDefaults(*this, generator);
    initConvNormal(*this, FanOut::ofWeight, generator);
    classifier_.initialise(generator);
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  struct Gate {
    LayerPtr local, global;
  };
  SsaClassifier classifier_;
  LayerPtr fuse_;
  std::vector<Gate> gates_;
};

}  // namespace

std::shared_ptr<Head> makeLightHead(const HeadSpec& spec, const std::vector<int>& embed) {
  return std::make_shared<LightHead>(spec, embed);
}

}  // namespace ssa
