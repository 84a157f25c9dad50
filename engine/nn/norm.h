#pragma once

#include "engine/nn/layer.h"

namespace ssa {

/// Batch norm over (B,C,H,W), eps 1e-5, momentum 0.1; keys `weight`, `bias`, `running_mean`,
/// `running_var`, `num_batches_tracked`.
///
/// On the CPU at batch 1 LibTorch's backward misreads a gradient that is dense in token order, strides
/// (C,1,W*C,C), as flatten(2).transpose(1,2) behind the norm sends it back. A hook on the output puts every
/// incoming gradient into map order, so users of this layer need not care.
LayerPtr makeBatchNorm(int channels);

/// Layer norm over the last axis; keys `weight`, `bias`.
LayerPtr makeLayerNorm(int channels, double eps);

}  // namespace ssa
