#pragma once

#include "engine/tensor/tensor.h"

namespace ssa {

/// What a cross-entropy is averaged over.
enum class Average {
  allPixels,    ///< ignored pixels count as zero (mmseg's avg_non_ignore=False)
  validPixels,  ///< ignored pixels are left out; 0 with zero gradient where none is valid (the reference: NaN)
};

/// Losses of logits at stride against labels at picture size.
struct UpsampledLoss {
  Tensor crossEntropy;     ///< scalar
  Tensor dice;             ///< scalar, mean over (image, present class); 0 where nothing is present
  std::int64_t valid = 0;  ///< labelled pixels
  double accuracy = 0;     ///< per cent of them, 100 where none (mmseg's eps/eps)
};

/// Cross-entropy, and dice where asked for, of logits (B,K,h,w) upsampled bilinearly to the size of labels (B,H,W) uint8.
///
/// Fused: K×H×W never exists, neither forward nor backward. float32 and float64. On an accelerator the labels go
/// along and LibTorch's operators are used band by band.
/// Source: mmseg CrossEntropyLoss and the published SSALoss. Error: ContractViolation for a label in K..254.
UpsampledLoss upsampledLoss(const Tensor& logits, const Tensor& labels, Average average, bool align_corners, bool dice);

}  // namespace ssa
