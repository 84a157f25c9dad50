#pragma once

#include <cstdint>
#include <vector>

#include "engine/cuda/stream.h"

namespace ssa::cuda {

/// Logits at feature stride and the labels they are trained against.
template <class Real>
struct UpsampleLossInput {
  const Real* logits = nullptr;          ///< (B,K,h,w)
  const std::uint8_t* labels = nullptr;  ///< (B,H,W); 255 counts for nothing
  int batch = 0, classes = 0, height = 0, width = 0;
  int label_height = 0, label_width = 0;
  bool align_corners = true;
};

/// What is wanted of them. Gradients are with respect to the logits at stride, (B,K,h,w), overwritten; null = not wanted.
template <class Real>
struct UpsampleLossOutput {
  bool dice = false;                       ///< also the dice sums
  Real* cross_entropy_gradient = nullptr;  ///< of the summed cross-entropy times `cross_entropy_scale`
  double cross_entropy_scale = 1;
  Real* dice_gradient = nullptr;  ///< of the sum over (image, present class) of the dice losses times `dice_scale`
  double dice_scale = 1;

  double cross_entropy = 0;     ///< sum over the valid pixels
  std::int64_t valid = 0;       ///< pixels that count
  std::int64_t correct = 0;     ///< of them, where the label has the largest logit
  double dice_loss = 0;         ///< sum over pairs of 1 - (2 sum(p t) + 1) / (sum p + sum t + 1)
  std::int64_t dice_pairs = 0;  ///< (image, class) pairs with at least one pixel
};

/// Cross-entropy and dice of bilinearly upsampled logits, and their gradients at stride, without the K×H×W maps.
///
/// Cross-entropy: softmax over K, ignored pixels left out. Dice: sigmoid of the logits of every class present in the
/// image, over all H×W pixels, ignored ones counting as "not this class" (the published SSALoss). The upsampled
/// logits live in a few buffers of W×K numbers a thread, so memory does not grow with H.
/// Float runs on vectors of the processor's best instruction set; double is the plain reference path for parity tests.
/// Errors: ContractViolation for a label in K..254 or an empty extent.
void upsampleLoss(const UpsampleLossInput<float>& input, UpsampleLossOutput<float>& output, int threads = 0);
void upsampleLoss(const UpsampleLossInput<double>& input, UpsampleLossOutput<double>& output, int threads = 0);

}  // namespace ssa::cuda
