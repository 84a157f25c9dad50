// Depthwise 3x3 convolution of one image's maps, a vector holding neighbouring pixels of one channel.
// Included by one source per instruction set, which defines LANES and compiles with its flags.
#include <cstring>

#include "engine/cuda/vector_math.inl"

namespace ssa::cuda {
namespace {

/// Copies a map into `to`, rows `pitch` apart, with one row and one column of zeros around it. What lies past the right
/// border is zero already.
inline void frame(const float* map, int height, int width, int pitch, float* to) {
  for (int y = 0; y < height; ++y)
    std::memcpy(to + static_cast<std::ptrdiff_t>(y + 1) * pitch + 1, map + static_cast<std::ptrdiff_t>(y) * width,
                static_cast<std::size_t>(width) * sizeof(float));
}

void depthwisePixels(const DepthwiseImage& in, float* pixels, float* squares) {
  const std::ptrdiff_t pitch = in.pitch, size = static_cast<std::ptrdiff_t>(in.height) * in.width;
  for (int c = 0; c < in.channels; ++c) {
    frame(in.feature + c * size, in.height, in.width, in.pitch, in.framed);
    Floats taps[9];
    for (int i = 0; i < 9; ++i) taps[i] = splat(in.weight[c * 9 + i]);
    taps[4] += 1.0F;  // the feature itself
    const Floats bias = splat(in.bias[c]);
    for (int y = 0; y < in.height; ++y) {
      const float* const row = in.framed + y * pitch;
      float* const out = in.row;
      for (int x = 0; x < in.width; x += LANES) {
        Floats sum = bias;
        for (int i = 0; i < 9; ++i) sum += taps[i] * load(row + (i / 3) * pitch + i % 3 + x);
        store(out + x, sum);
        float* const square = squares + y * pitch + x;
        store(square, load(square) + sum * sum);
      }
      std::memcpy(pixels + c * size + static_cast<std::ptrdiff_t>(y) * in.width, out,
                  static_cast<std::size_t>(in.width) * sizeof(float));
    }
  }
}

void depthwiseGradient(const DepthwiseImage& in, const float* pixels, const float* gradient, const float* along, float* weight,
                       float* bias) {
  const std::ptrdiff_t pitch = in.pitch, size = static_cast<std::ptrdiff_t>(in.height) * in.width;
  for (int c = 0; c < in.channels; ++c) {
    frame(in.feature + c * size, in.height, in.width, in.pitch, in.framed);
    Floats sums[9] = {}, all = Floats{};
    for (int y = 0; y < in.height; ++y) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(y) * in.width;
      const float *const g = gradient + c * size + at, *const p = pixels + c * size + at, *const a = along + at;
      for (int x = 0; x < in.width; ++x) in.row[x] = g[x] - a[x] * p[x];  // past the width the row stays zero
      const float* const row = in.framed + y * pitch;
      for (int x = 0; x < in.width; x += LANES) {
        const Floats d = load(in.row + x);
        all += d;
        for (int i = 0; i < 9; ++i) sums[i] += d * load(row + (i / 3) * pitch + i % 3 + x);
      }
    }
    for (int i = 0; i < 9; ++i) weight[c * 9 + i] = sumOf(sums[i]);
    bias[c] = sumOf(all);
  }
}

}  // namespace
}  // namespace ssa::cuda
