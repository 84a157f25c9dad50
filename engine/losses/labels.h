#pragma once

#include "engine/tensor/tensor.h"

namespace ssa {

/// Labels (B,H,W) uint8 -> (B,h,w) uint8 by PyTorch's legacy nearest rule, floor(dst * in/out) in single precision.
Tensor labelsAtStride(const Tensor& labels, std::int64_t h, std::int64_t w);

/// Edge mask of labels (B,h,w) uint8 -> (B,h,w) bool; see cuda::labelEdges.
Tensor edgeMask(const Tensor& labels, int size, bool clear_border);

/// Sums of x (B,C,N) over the pixels of each class: labels (B,N) uint8, 255 counting nowhere.
/// One sum per image (B,K,C), or one for the whole batch (1,K,C). Gradient flows to x.
enum class SumOver { image, batch };
Tensor classSums(const Tensor& x, const Tensor& labels, std::int64_t classes, SumOver over);
/// Pixels of each class, in x's number type: (B,K) or (1,K).
Tensor classCounts(const Tensor& labels, std::int64_t classes, SumOver over, at::ScalarType type);

}  // namespace ssa
