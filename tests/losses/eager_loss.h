#pragma once

#include "engine/tensor/tensor.h"

namespace ssa::test {

/// The reference's losses in LibTorch's operators and the reference's order of work: upsample everything, then loop over
/// the classes. The oracle of the fused form and the peer it is timed against.
Tensor eagerCrossEntropy(const Tensor& logits, const Tensor& labels, bool average_all, bool align_corners);
Tensor eagerDice(const Tensor& logits, const Tensor& labels);

}  // namespace ssa::test
