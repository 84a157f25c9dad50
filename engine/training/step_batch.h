#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/datasets/loader.h"
#include "engine/models/frozen_sums.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// The cross-entropy of one crop's coarse logits, summed over its labelled pixels.
struct CoarseLoss {
  double sum = 0;
  std::int64_t valid = 0;
};

/// What one step learns from.
struct StepBatch {
  Tensor input;            ///< (B,3,H,W) normalised, or F (B,C,h,w) of a frozen network
  Tensor labels;           ///< (B,H,W) uint8, 255 = ignore
  bool isFeature = false;  ///< `input` is F
  /// Per crop, where F and conv_seg are frozen and the term is therefore known; else empty.
  std::vector<CoarseLoss> coarse;
  /// What the centres come from, where F and M are frozen and this is known of every crop; else undefined tensors.
  FrozenSums sums;
  std::int64_t size() const { return input.size(0); }
};

/// Normalised crops, zero outside the pictures: float32((byte - mean) / std), the quotient taken in double.
/// `channelsLast` keeps the loader's order of memory.
StepBatch toStepBatch(const TrainBatch& batch, const std::array<float, 3>& mean, const std::array<float, 3>& std,
                      bool channelsLast);

}  // namespace ssa
