#include "engine/training/freezing.h"

#include <torch/torch.h>

#include <algorithm>

namespace ssa {

bool isAdaptation(std::string_view name) {
  for (const std::string_view part : {"get_feat_pos.", "pos_embed", "center_", "gt_center_"})
    if (name.starts_with("decode_head." + std::string(part))) return true;
  return false;
}

Result<std::vector<NamedParameter>> selectLearning(Segmentor& network, TrainScope scope, const std::vector<std::string>& freeze) {
  std::vector<NamedParameter> learning;
  std::vector<bool> used(freeze.size());
  for (const auto& item : network.module().named_parameters()) {
    const std::string& name = item.key();
    bool learns = scope == TrainScope::everything || (scope == TrainScope::head && name.starts_with("decode_head.")) ||
                  (scope == TrainScope::classifier && isAdaptation(name));
    for (std::size_t i = 0; i < freeze.size(); ++i) {
      if (!name.starts_with(freeze[i])) continue;
      used[i] = true;
      learns = false;
    }
    Tensor value = item.value();
    value.set_requires_grad(learns);
    if (learns) learning.push_back({name, value});
  }
  if (const auto idle = std::find(used.begin(), used.end(), false); idle != used.end())
    return Error(ErrorCode::badOption, {{"option", "freeze"},
                                        {"value", freeze[static_cast<std::size_t>(idle - used.begin())]},
                                        {"expected", "prefix of a parameter's name"}});
  if (learning.empty())
    return Error(ErrorCode::badOption, {{"option", "scope"}, {"value", ""}, {"expected", "something that learns"}});
  return learning;
}

void setTrainingMode(Segmentor& network) {
  network.module().train();
  for (const auto& module : network.module().modules(false)) {
    const std::vector<Tensor> parameters = module->parameters();
    const auto learns = [](const Tensor& parameter) { return parameter.requires_grad(); };
    if (!parameters.empty() && std::none_of(parameters.begin(), parameters.end(), learns)) module->eval();
  }
}

}  // namespace ssa
