#include "engine/nn/layer.h"

#include <torch/torch.h>

namespace ssa {

void registerChild(torch::nn::Module& parent, const std::string& name, std::shared_ptr<torch::nn::Module> child) {
  parent.register_module(name, std::move(child));
}

std::shared_ptr<torch::nn::Module> adoptGroup(torch::nn::Module& parent, const std::string& name) {
  return parent.register_module(name, std::make_shared<torch::nn::Module>());
}

}  // namespace ssa
