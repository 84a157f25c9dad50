#pragma once

namespace ssa::cuda {

/// Feature maps and the depthwise 3×3 convolution (stride 1, zeros around) that is added to them.
struct DepthwiseInput {
  const float* feature = nullptr;  ///< F (B,C,h,w)
  const float* weight = nullptr;   ///< (C,3,3)
  const float* bias = nullptr;     ///< (C)
  int batch = 0, channels = 0, height = 0, width = 0;
};

/// pixels (B,C,h,w) = F + conv(F), and `norm` (B,h,w), their length over the channels, in one sweep.
void addDepthwise(const DepthwiseInput& in, float* pixels, float* norm, int threads = 0);

/// Gradients of weight (C,3,3) and bias (C), overwritten, where `gradient` (B,C,h,w) less along (B,h,w) × pixels arrives at
/// the pixels; images are added in order, whatever the threads.
void depthwiseGradients(const DepthwiseInput& in, const float* pixels, const float* gradient, const float* along, float* weight,
                        float* bias, int threads = 0);

}  // namespace ssa::cuda
