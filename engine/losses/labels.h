#pragma once

#include "engine/tensor/tensor.h"

namespace ssa {

/// Labels (B,H,W) uint8 -> (B,h,w) uint8 by PyTorch's legacy nearest rule, floor(dst * in/out) in single precision.
Tensor labelsAtStride(const Tensor& labels, std::int64_t h, std::int64_t w);

/// Edge mask of labels (B,h,w) uint8 -> (B,h,w) bool; see cuda::labelEdges.
Tensor edgeMask(const Tensor& labels, int size, bool clear_border);

}  // namespace ssa
