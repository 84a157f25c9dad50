#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/cuda/upsample_argmax.h"

namespace ssa {

/// Logits (K,h,w) of one pass in half precision, and the way to the picture.
struct KeptPass {
  int height = 0;
  int width = 0;
  std::vector<std::uint16_t> refined;  ///< IEEE half
  std::vector<std::uint16_t> coarse;   ///< empty for a plain classifier
  cuda::AxisTaps rows;
  cuda::AxisTaps cols;
};

/// Which logits are meant.
enum class LogitKind { refined, coarse };

/// What stays of a prediction: logits at stride of every pass, and what similarity to the fixed
/// prototypes needs. Immutable after construction.
class KeptLogits {
 public:
  int classes = 0;
  std::vector<KeptPass> passes;      ///< the first is not mirrored
  std::vector<float> featureNorm;    ///< |F| per cell of the first pass, h×w
  std::vector<float> prototypeNorm;  ///< |S_k|; empty when the network has no conv_seg
  std::vector<float> bias;           ///< of conv_seg, per class

  /// Mean softmax probabilities at a pixel of the picture.
  std::vector<float> probabilities(Point pos_in_image, LogitKind kind) const;
  /// cos(F, S_k) at the nearest feature cell: conv_seg's logit is S_k·F + bias, so it is recovered from there.
  std::vector<float> fixedSimilarity(Point pos_in_image) const;
  /// cos(F + P_f, Q_k) there: the SSA logit divided by its scale of 15; empty for a plain classifier.
  std::vector<float> adaptedSimilarity(Point pos_in_image) const;
  /// Softmax statistics of rows [begin, end) of the picture; pointers are to the first of these rows.
  void reduceRows(int begin, int end, LogitKind kind, const cuda::PixelOutputs& outputs, int threads) const;

  bool hasCoarse() const { return !passes.empty() && !passes[0].coarse.empty(); }
  Size picture() const { return {passes[0].cols.outputs, passes[0].rows.outputs}; }
  std::int64_t bytes() const;

 private:
  const std::vector<std::uint16_t>& logits(const KeptPass& pass, LogitKind kind) const;
};

}  // namespace ssa
