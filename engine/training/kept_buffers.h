#pragma once

#include <vector>

#include "engine/tensor/tensor.h"

namespace torch::nn {
class Module;
}

namespace ssa {

/// A copy of a network's buffers (statistics of its batch norms), which a forward in training mode changes.
class KeptBuffers {
 public:
  explicit KeptBuffers(torch::nn::Module& root);
  void keep();
  void restore();
  bool areFinite() const;

 private:
  std::vector<Tensor> buffers_, copies_;
};

}  // namespace ssa
