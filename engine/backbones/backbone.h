#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/tensor/tensor.h"

namespace at {
struct Generator;
}
namespace torch::nn {
class Module;
}

namespace ssa {

/// The image-to-pyramid half of a network.
class Backbone {
 public:
  /// Hears every part (`smb1`, `layers.0`, the key prefix below `backbone.`) with its output.
  using PartHook = std::function<void(std::string_view part, const Tensor& output)>;

  virtual ~Backbone() = default;
  /// x (B,3,H,W) normalised -> the maps the decode head takes, (B,C_i,H/s_i,W/s_i), finest first.
  virtual std::vector<Tensor> forward(const Tensor& x, const PartHook& hook = {}) = 0;
  /// C_i of the outputs.
  virtual std::vector<int> channels() const = 0;
  /// The published initialisation (no pre-training).
  virtual void initialise(at::Generator& generator) = 0;
  virtual std::shared_ptr<torch::nn::Module> module() = 0;
};

}  // namespace ssa
