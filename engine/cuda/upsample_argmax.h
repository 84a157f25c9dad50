#pragma once

#include <cstdint>
#include <span>

#include "engine/cuda/axis_taps.h"
#include "engine/cuda/stream.h"

namespace ssa::cuda {

/// What is computed for every output pixel; null pointers are skipped. Always host memory.
struct PixelOutputs {
  std::uint8_t* labels = nullptr;  ///< H×W, argmax over K (lowest id wins a tie)
  float* confidence = nullptr;     ///< largest softmax probability
  float* entropy = nullptr;        ///< -sum p ln p, in nats, divided by ln K: 0..1
  float* margin = nullptr;         ///< largest minus second largest probability
  float* probabilities = nullptr;  ///< K×H×W; for small bands only

  bool labelsOnly() const { return !confidence && !entropy && !margin && !probabilities; }
};

/// Logits (K,h,w) of one pass and how they reach the H×W outputs. On a CUDA stream `logits` may be
/// device or host memory.
struct LogitView {
  const float* logits = nullptr;
  int height = 0;
  int width = 0;
  const AxisTaps* rows = nullptr;
  const AxisTaps* cols = nullptr;
};

/// Upsamples logits (K,h,w) to (H,W) and reduces over K per pixel, so that K×H×W never exists.
///
/// Labels alone: candidate pruning per coarse cell (a class whose corner maximum is below the largest
/// corner minimum cannot win there), exact because taps are convex; dense tiles when more than K/4
/// classes survive. Confidence, entropy and margin walk all classes, pixel by pixel.
/// `rows`/`cols` give H and W. Runs with `threads` threads on the CPU (0 = all), or on `stream`.
/// Errors: ContractViolation on sizes that do not fit; on a device std::bad_alloc and DeviceError.
void upsampleArgmax(const float* logits, int classes, int height, int width, const AxisTaps& rows, const AxisTaps& cols,
                    const PixelOutputs& outputs, int threads = 0, Stream stream = {});

/// The same for several passes over one picture (mirrored, other scales): the softmax probabilities
/// of the views are averaged, as mmseg's aug_test. With one view it equals upsampleArgmax.
void upsampleArgmaxMean(std::span<const LogitView> views, int classes, const PixelOutputs& outputs, int threads = 0,
                        Stream stream = {});

/// Instruction set the CPU kernels use here: `avx512`, `avx2` or `baseline`.
const char* kernelInstructionSet();

}  // namespace ssa::cuda
