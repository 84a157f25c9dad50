#pragma once

#include "engine/tensor/tensor.h"

namespace ssa {

/// What a sum over pixels runs over: each image for itself, or the whole batch.
enum class SumOver { image, batch };

/// Sums of x (B,C,N) over the pixels of each class: labels (B,N) uint8, ids >= `classes` counting nowhere.
/// (B,K,C) per image, (1,K,C) for the batch. One pass of additions instead of a loop over the classes; gradient flows to x.
Tensor classSums(const Tensor& x, const Tensor& labels, std::int64_t classes, SumOver over);

/// Pixels of each class as numbers of `type`: (B,K) or (1,K).
Tensor classCounts(const Tensor& labels, std::int64_t classes, SumOver over, at::ScalarType type);

}  // namespace ssa
