#pragma once

#include "engine/nn/layer.h"

namespace ssa {

/// Batch norm over (B,C,H,W), eps 1e-5, momentum 0.1; keys `weight`, `bias`, `running_mean`,
/// `running_var`, `num_batches_tracked`.
///
/// Traps: on the CPU at batch 1 LibTorch's backward misreads a gradient that is dense in token order,
/// strides (C,1,W*C,C). Behind a batch norm build tokens with permute(0,2,3,1), never with
/// flatten(2).transpose(1,2), or multiply from the left (`F @ W^T`) so that gradients stay in map order.
LayerPtr makeBatchNorm(int channels);

/// Layer norm over the last axis; keys `weight`, `bias`.
LayerPtr makeLayerNorm(int channels, double eps);

}  // namespace ssa
