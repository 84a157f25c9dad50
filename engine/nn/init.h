#pragma once

#include <cstdint>

#include "engine/tensor/tensor.h"

namespace at {
struct Generator;
}
namespace torch::nn {
class Module;
}

namespace ssa {

/// Initial weights, drawn from an own generator so that a seed gives the same network wherever it is
/// built. All act on the basic layers (LayerKind) below `root`, without gradient.

/// PyTorch's defaults: convolutions and linear layers uniform in ±1/sqrt(fan in), weight and bias;
/// norms one and zero with fresh statistics.
void initDefaults(torch::nn::Module& root, at::Generator& generator);

enum class FanOut {
  perGroup,  ///< out * k * k / groups: the backbones' own rule
  ofWeight,  ///< out * k * k: mmcv's kaiming_init of a ConvModule
};
/// Convolutions: N(0, sqrt(2 / fan out)), bias zero.
void initConvNormal(torch::nn::Module& root, FanOut rule, at::Generator& generator);

/// Linear layers: N(0, std), bias zero (the reference truncates at ±2, a hundred deviations away).
void initLinearNormal(torch::nn::Module& root, double std, at::Generator& generator);

}  // namespace ssa
