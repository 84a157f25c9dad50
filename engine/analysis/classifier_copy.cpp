#include "engine/analysis/classifier_copy.h"

#include <torch/torch.h>

#include "engine/core/result.h"
#include "engine/models/segmentor.h"

namespace ssa {
namespace {

std::string inHead(const std::string& key) {
  std::string name = "decode_head.";
  name.append(key);
  return name;
}

}  // namespace

/// The module tree the copy is registered in.
struct ClassifierCopy::Root {
  std::shared_ptr<torch::nn::Module> module = std::make_shared<torch::nn::Module>("decode_head");
};

std::shared_ptr<const ClassifierCopy> ClassifierCopy::of(Segmentor& network) {
  const auto parameters = network.module().named_parameters();
  const auto buffers = network.module().named_buffers();
  const Tensor* weight = parameters.find(inHead("conv_seg.weight"));
  if (!weight) return nullptr;

  const at::NoGradGuard frozen;
  const ModelConfig& config = network.config();
  ClassifierSpec spec{config.classifier, config.ssa, static_cast<int>(weight->size(0)), static_cast<int>(weight->size(1)),
                      config.dropout};
  std::shared_ptr<ClassifierCopy> copy(new ClassifierCopy);
  copy->root_ = std::make_shared<Root>();
  copy->classifier_ = std::make_unique<SsaClassifier>(spec);
  copy->classifier_->registerCoarse(*copy->root_->module);
  copy->classifier_->registerAdaptation(*copy->root_->module);
  const auto fill = [&](const auto& own, const auto& from) {
    for (const auto& item : own) {
      const Tensor* value = from.find(inHead(item.key()));
      if (!value) throw ContractViolation("classifier: no " + item.key());
      item.value().set_data(value->detach().to(at::kCPU, at::kFloat));
      item.value().set_requires_grad(false);
    }
  };
  fill(copy->root_->module->named_parameters(), parameters);
  fill(copy->root_->module->named_buffers(), buffers);
  copy->root_->module->eval();
  return copy;
}

Tensor ClassifierCopy::parameter(const std::string& key) const {
  const auto parameters = root_->module->named_parameters();
  const Tensor* found = parameters.find(key);
  return found ? *found : Tensor{};
}

}  // namespace ssa
