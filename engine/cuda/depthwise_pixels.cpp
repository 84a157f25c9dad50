#include "engine/cuda/depthwise_pixels.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "engine/core/result.h"
#include "engine/cuda/depthwise_kernels.h"
#include "engine/cuda/instruction_set.h"
#include "engine/cuda/parallel.h"

namespace ssa::cuda {
namespace {

constexpr int kWidest = 16;

const DepthwiseKernels& chosen() {
#if defined(__x86_64__)
  if (instructionSet() == InstructionSet::avx512) return avx512DepthwiseKernels();
  if (instructionSet() == InstructionSet::avx2) return avx2DepthwiseKernels();
#endif
  return baselineDepthwiseKernels();
}

/// Buffers of one thread.
class Bench {
 public:
  explicit Bench(const DepthwiseInput& in)
      : in_(in),
        pitch_((in.width + 2 + kWidest - 1) / kWidest * kWidest + kWidest),
        framed_(static_cast<std::size_t>(in.height + 2) * static_cast<std::size_t>(pitch_), 0.0F),
        row_(static_cast<std::size_t>(pitch_), 0.0F) {}
  DepthwiseImage image(int b) {
    const std::ptrdiff_t size = static_cast<std::ptrdiff_t>(in_.channels) * in_.height * in_.width;
    return {in_.feature + b * size, in_.weight, in_.bias, in_.channels, in_.height, in_.width, pitch_,
            framed_.data(),         row_.data()};
  }
  int pitch() const { return pitch_; }

 private:
  const DepthwiseInput& in_;
  int pitch_;
  std::vector<float> framed_, row_;
};

void check(const DepthwiseInput& in) {
  if (!in.feature || !in.weight || !in.bias || in.batch < 1 || in.channels < 1 || in.height < 1 || in.width < 1)
    throw ContractViolation("depthwise pixels: empty input");
}

}  // namespace

void addDepthwise(const DepthwiseInput& in, float* pixels, float* norm, int threads) {
  check(in);
  const std::ptrdiff_t map = static_cast<std::ptrdiff_t>(in.height) * in.width;
  parallelChunks(in.batch, threads, [&](int begin, int end) {
    Bench bench(in);
    const int pitch = bench.pitch();
    std::vector<float> squares(static_cast<std::size_t>(in.height) * static_cast<std::size_t>(pitch));
    for (int b = begin; b < end; ++b) {
      std::fill(squares.begin(), squares.end(), 0.0F);
      chosen().pixels(bench.image(b), pixels + b * map * in.channels, squares.data());
      for (int y = 0; y < in.height; ++y)
        for (int x = 0; x < in.width; ++x)
          norm[b * map + static_cast<std::ptrdiff_t>(y) * in.width + x] =
              std::sqrt(squares[static_cast<std::size_t>(y) * static_cast<std::size_t>(pitch) + static_cast<std::size_t>(x)]);
    }
  });
}

void depthwiseGradients(const DepthwiseInput& in, const float* pixels, const float* gradient, const float* along, float* weight,
                        float* bias, int threads) {
  check(in);
  const std::ptrdiff_t map = static_cast<std::ptrdiff_t>(in.height) * in.width, all = map * in.channels;
  const std::size_t channels = static_cast<std::size_t>(in.channels), batch = static_cast<std::size_t>(in.batch);
  std::vector<float> weights(batch * channels * 9), biases(batch * channels);
  parallelChunks(in.batch, threads, [&](int begin, int end) {
    Bench bench(in);
    for (int b = begin; b < end; ++b)
      chosen().gradient(bench.image(b), pixels + b * all, gradient + b * all, along + b * map,
                        weights.data() + static_cast<std::size_t>(b) * channels * 9,
                        biases.data() + static_cast<std::size_t>(b) * channels);
  });
  const auto join = [batch](const std::vector<float>& parts, std::size_t count, float* to) {
    for (std::size_t i = 0; i < count; ++i) {
      double sum = 0;
      for (std::size_t b = 0; b < batch; ++b) sum += static_cast<double>(parts[b * count + i]);
      to[i] = static_cast<float>(sum);
    }
  };
  join(weights, channels * 9, weight);
  join(biases, channels, bias);
}

}  // namespace ssa::cuda
