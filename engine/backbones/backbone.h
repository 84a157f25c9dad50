#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/nn/layer.h"
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

  /// Outputs of parts under the names that the hook hears.
  using Parts = std::map<std::string, Tensor, std::less<>>;

  virtual ~Backbone() = default;
  /// x (B,3,H,W) normalised -> the maps the decode head takes, (B,C_i,H/s_i,W/s_i), finest first.
  /// A part in `known` is not run, its output is taken from there, and the hook does not hear of it; with every part up
  /// to one known, only what lies behind that one is computed and x may be undefined.
  virtual std::vector<Tensor> forward(const Tensor& x, const PartHook& hook = {}, const Parts& known = {}) = 0;
  /// C_i of the outputs.
  virtual std::vector<int> channels() const = 0;
  /// The published initialisation (no pre-training).
  virtual void initialise(at::Generator& generator) = 0;
  virtual std::shared_ptr<torch::nn::Module> module() = 0;

 protected:
  /// Output of one part: known, or run and told to the hook.
  static Tensor runPart(const std::string& name, Layer& layer, const Tensor& x, const PartHook& hook, const Parts& known) {
    if (const auto found = known.find(name); found != known.end()) return found->second;
    Tensor output = layer.forward(x);
    if (hook) hook(name, output);
    return output;
  }
};

}  // namespace ssa
