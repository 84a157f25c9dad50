#pragma once

namespace ssa::cuda {

/// One image's feature maps and the buffers of the thread that works on it.
struct DepthwiseImage {
  const float* feature;  ///< (C,h,w)
  const float* weight;   ///< (C,9), rows of the kernel one after the other
  const float* bias;     ///< (C)
  int channels, height, width;
  int pitch;      ///< floats from row to row: a multiple of 16, at least 18 more than `width`
  float* framed;  ///< (h+2) × pitch, zero at the start
  float* row;     ///< pitch, zero at the start
};

/// The inner loops, compiled once per instruction set.
struct DepthwiseKernels {
  /// pixels (C,h,w) = feature + convolution; `squares` (h × pitch) gets the sum over channels of their squares added.
  void (*pixels)(const DepthwiseImage& in, float* pixels, float* squares);
  /// Gradients of weight (C,9) and bias (C), overwritten, for `gradient` - along × pixels arriving at the pixels.
  void (*gradient)(const DepthwiseImage& in, const float* pixels, const float* gradient, const float* along, float* weight,
                   float* bias);
};

const DepthwiseKernels& baselineDepthwiseKernels();
#if defined(__x86_64__)
const DepthwiseKernels& avx2DepthwiseKernels();
const DepthwiseKernels& avx512DepthwiseKernels();
#endif

}  // namespace ssa::cuda
