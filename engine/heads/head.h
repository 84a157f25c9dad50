#pragma once

#include <memory>
#include <vector>

#include "engine/heads/ssa_classifier.h"

namespace ssa {

/// The feature-producing part of a decode head and the classifier behind it.
class Head {
 public:
  virtual ~Head() = default;
  /// Backbone maps -> F (B,C,h,w), before dropout.
  virtual Tensor feature(const std::vector<Tensor>& stages) = 0;
  virtual SsaClassifier& classifier() = 0;
  /// The published initialisation of the decoder part and the classifier.
  virtual void initialise(at::Generator& generator) = 0;
  virtual std::shared_ptr<torch::nn::Module> module() = 0;
};

/// What every head is built from.
struct HeadSpec {
  std::vector<int> in;        ///< channels of the backbone's maps
  ClassifierSpec classifier;  ///< `channels` is the width of F
};

}  // namespace ssa
