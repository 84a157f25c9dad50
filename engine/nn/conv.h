#pragma once

#include "engine/nn/layer.h"

namespace ssa {

/// A 2-D convolution (square kernel) or, with kernel 1, the same weights applied to tokens.
struct ConvOptions {
  int in = 0;
  int out = 0;
  int kernel = 1;
  int stride = 1;
  int padding = 0;
  int groups = 1;
  bool bias = true;
};

/// Keys `weight` (out,in/groups,k,k) and, where asked, `bias`; values are not initialised.
/// (B,in,H,W) -> (B,out,H',W'); with kernel 1 also tokens (B,N,in) -> (B,N,out).
LayerPtr makeConv(const ConvOptions& options);

/// Keys `weight` (out,in) and `bias`; (…,in) -> (…,out). Values are not initialised.
LayerPtr makeLinear(int in, int out, bool bias = true);

/// SSA's two-layer perceptron: keys `0.weight`, `2.weight`, `2.bias`; (…,in) -> hidden, ReLU -> (…,out).
LayerPtr makeProjection(int in, int hidden, int out);

}  // namespace ssa
