#pragma once

#include "engine/losses/ssa_loss.h"
#include "engine/tensor/tensor.h"

namespace ssa::test {

/// The reference's losses in LibTorch's operators and the reference's order of work: upsample everything, then loop over
/// the classes. The oracle of the fused form and the peer it is timed against.
Tensor eagerCrossEntropy(const Tensor& logits, const Tensor& labels, bool average_all, bool align_corners);
Tensor eagerDice(const Tensor& logits, const Tensor& labels);
/// Response distillation of logits (B,K,h,w) against labels at stride (B,h,w), one class after the other, in float64.
Tensor eagerResponse(const Tensor& student, const Tensor& teacher, const Tensor& labels);
/// The whole loss of the SSA head, term by term.
Tensor eagerSsaLoss(const SsaTrace& trace, const Teach& teach, const Tensor& labels);

}  // namespace ssa::test
