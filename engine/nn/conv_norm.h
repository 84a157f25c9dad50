#pragma once

#include "engine/nn/conv.h"

namespace ssa {

enum class Activation { none, relu, relu6 };

/// A convolution without bias, batch norm, activation.
struct ConvNormOptions {
  int in = 0;
  int out = 0;
  int kernel = 1;
  int stride = 1;
  int padding = 0;
  int groups = 1;
  Activation activation = Activation::none;
  const char* convKey = "conv";  ///< `conv` in mmcv's ConvModule, `c` in SeaFormer's Conv2d_BN
};

/// Keys `<convKey>.weight`, `bn.*`.
LayerPtr makeConvNorm(const ConvNormOptions& options);

/// relu6(x + 3) / 6.
Tensor hardSigmoid(const Tensor& x);

}  // namespace ssa
