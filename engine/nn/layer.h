#pragma once

#include <memory>
#include <string>

#include "engine/tensor/tensor.h"

namespace torch::nn {
class Module;
}

namespace ssa {

/// What a basic layer is, so that initialisation rules can tell them apart.
enum class LayerKind { conv, linear, batchNorm, layerNorm, composite };

/// A part of a network with registered parameters, one tensor in and one out. Its class lives in a
/// source file; others see this face, so that no header needs more of LibTorch than Tensor.
class Layer {
 public:
  virtual ~Layer() = default;
  virtual Tensor forward(const Tensor& x) = 0;
  virtual LayerKind kind() const { return LayerKind::composite; }
  /// The module tree to register in a parent.
  virtual std::shared_ptr<torch::nn::Module> module() = 0;
};
using LayerPtr = std::shared_ptr<Layer>;

void registerChild(torch::nn::Module& parent, const std::string& name, std::shared_ptr<torch::nn::Module> child);

/// Registers `part` (anything with `module()`) under `name` in `parent` and hands it back.
template <class Part>
std::shared_ptr<Part> adopt(torch::nn::Module& parent, const std::string& name, std::shared_ptr<Part> part) {
  registerChild(parent, name, part->module());
  return part;
}

/// Registers an empty module under `name`: a level of the key path without parameters of its own.
std::shared_ptr<torch::nn::Module> adoptGroup(torch::nn::Module& parent, const std::string& name);

}  // namespace ssa
