#pragma once

#include <cstdint>
#include <vector>

#include "engine/cuda/stream.h"

namespace ssa::cuda {

/// One axis of a separable resampling: output position i is the sum over taps t of
/// weight[i*taps+t] * source[index[i*taps+t]]. Weights are non-negative and sum to one.
struct AxisTaps {
  int outputs = 0;
  int taps = 2;
  std::vector<std::int32_t> index;
  std::vector<float> weight;
};

/// Bilinear taps from `source` to `target` positions, align_corners as in PyTorch.
AxisTaps bilinearTaps(int source, int target, bool align_corners = false);
/// `second` after `first`: what resizing twice does, as one operator (mmseg's order).
AxisTaps compose(const AxisTaps& first, const AxisTaps& second);

/// What is computed for every output pixel besides the label; null pointers are skipped.
struct PixelOutputs {
  std::uint8_t* labels = nullptr;   ///< H×W, argmax over K (lowest id wins a tie)
  float* confidence = nullptr;      ///< largest softmax probability
  float* entropy = nullptr;         ///< -sum p ln p, in nats, divided by ln K: 0..1
  float* margin = nullptr;          ///< largest minus second largest probability
};

/// Upsamples logits (K,h,w) to (H,W) and reduces over K per pixel, so that K×H×W never exists.
///
/// Labels alone: candidate pruning per coarse cell (a class whose corner maximum is below the largest
/// corner minimum cannot win there), exact because taps are convex; dense tiles when more than K/4
/// classes survive. Confidence, entropy and margin walk all classes in tiles.
/// `rows`/`cols` give H and W. Runs with `threads` threads on the CPU (0 = all), or on `stream`.
void upsampleArgmax(const float* logits, int classes, int height, int width, const AxisTaps& rows, const AxisTaps& cols,
                    const PixelOutputs& outputs, int threads = 0, Stream stream = {});

}  // namespace ssa::cuda
