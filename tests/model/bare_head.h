#pragma once

#include <torch/torch.h>

#include "engine/heads/ssa_classifier.h"
#include "tests/model/golden.h"

namespace ssa::test {

/// A decode head that is nothing but a classifier, holding the state of a golden file.
struct BareHead {
  torch::nn::Module root;
  SsaClassifier classifier;

  BareHead(const ClassifierSpec& spec, const TensorMap& file, at::ScalarType precision) : classifier(spec) {
    classifier.registerCoarse(root);
    classifier.registerAdaptation(root);
    const at::NoGradGuard noGrad;
    auto state = root.named_parameters();
    for (const auto& buffer : root.named_buffers()) state.insert(buffer.key(), buffer.value());
    std::size_t found = 0;
    for (const auto& [name, value] : file) {
      if (!name.starts_with("state.")) continue;
      state[name.substr(6)].copy_(value);
      ++found;
    }
    if (found != state.size()) qFatal("the file holds %zu of %zu tensors", found, state.size());
    root.to(precision);
  }
};

}  // namespace ssa::test
