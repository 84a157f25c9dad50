#pragma once

#include <cstdint>

namespace ssa::cuda {

/// A block of outputs and its source vectors, each K floats long, padded to a multiple of kPad.
struct WinnerBlock {
  const float* const* sources;  ///< rowSources*colSources vectors over the classes in play
  const std::int32_t* ids;      ///< class id per entry of those vectors; null = the entry's own index
  int entries;                  ///< classes in play
  int rowSources, colSources;
  int height, width;
  const float* rowWeight;  ///< rowSources × rowStride
  const float* colWeight;  ///< colSources × colStride
  int rowStride, colStride;
  float* scratch;  ///< colSources × padded entries
  std::uint8_t* labels;
  std::int64_t labelStride;
};

/// Softmax statistics of one pixel.
struct PixelScores {
  int label;
  float confidence, entropy, margin;
};

/// The inner loops, compiled once per instruction set. No shared inline code: these files may hold
/// instructions the running processor lacks.
struct UpsampleKernels {
  const char* name;
  int lanes;
  /// top[k] = largest of the vectors at k; returns the largest over k of the smallest.
  float (*sweep)(const float* const* sources, int count, int padded, float* top);
  /// Ids k < classes with top[k] >= bound, ascending.
  int (*select)(const float* top, float bound, int classes, std::int32_t* ids);
  /// Label of every output of a block.
  void (*winner)(const WinnerBlock& block);
  /// out = sum over the vectors of weight × vector.
  void (*mix)(const float* const* sources, const float* weight, int count, int padded, float* out);
  /// Softmax over `classes` of `logits` (padded; overwritten with exponentials). Without `mean` the
  /// statistics are complete; with it, probabilities × share are added to `mean` and nothing is returned.
  PixelScores (*softmax)(float* logits, int classes, int padded, bool wantEntropy, float* mean, float share);
  /// Statistics of finished probabilities.
  PixelScores (*statistics)(const float* probabilities, int classes, int padded, bool wantEntropy);
  /// rounds × kChains × lanes multiply-adds in independent chains; the result only keeps them alive.
  float (*multiplyAdds)(std::int64_t rounds);
  /// Sum of `count` floats (a multiple of 64), to measure how fast memory is read.
  float (*sum)(const float* values, std::int64_t count);
};

inline constexpr int kChains = 12;
inline constexpr int kPad = 16;  ///< class vectors are padded to this many floats
inline constexpr float kPadLogit = -1e30F;

const UpsampleKernels& baselineKernels();
#if defined(__x86_64__)
const UpsampleKernels& avx2Kernels();
const UpsampleKernels& avx512Kernels();
#endif

}  // namespace ssa::cuda
