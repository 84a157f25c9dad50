#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/label_map.h"
#include "engine/core/result.h"
#include "engine/cuda/loss_kernels.h"
#include "engine/cuda/upsample_argmax.h"
#include "engine/cuda/upsample_loss.h"

// What the ways of computing upsampleLoss share.
namespace ssa::cuda {

inline std::size_t at(std::ptrdiff_t i) { return static_cast<std::size_t>(i); }

/// Two taps per position of one axis, as separate arrays.
struct LossAxis {
  std::vector<std::int32_t> first, second;
  std::vector<float> weight;
  LossAxis(int source, int target, bool align_corners) {
    const AxisTaps taps = bilinearTaps(source, target, align_corners);
    for (int i = 0; i < target; ++i) {
      first.push_back(taps.index[at(i * taps.taps)]);
      second.push_back(taps.taps > 1 ? taps.index[at(i * taps.taps + 1)] : first.back());
      weight.push_back(taps.taps > 1 ? taps.weight[at(i * taps.taps + 1)] : 0.0F);
    }
  }
};

/// Pixels per label of one image.
using LabelCounts = std::array<std::int64_t, 256>;

/// Pixels per label of every image; throws for a label that is no class.
inline std::vector<LabelCounts> countLabels(const std::uint8_t* labels, int batch, std::int64_t pixels, int classes) {
  std::vector<LabelCounts> counts(at(batch));
  for (int b = 0; b < batch; ++b) {
    counts[at(b)].fill(0);
    const std::uint8_t* const image = labels + b * pixels;
    // Four tables: neighbours are mostly alike, and one counter would wait for itself.
    std::array<std::array<std::uint32_t, 256>, 4> tables{};
    std::int64_t i = 0;
    for (; i + 4 <= pixels; i += 4)
      for (std::size_t n = 0; n < 4; ++n) ++tables[n][image[i + static_cast<std::int64_t>(n)]];
    for (; i < pixels; ++i) ++tables[0][image[i]];
    for (std::size_t id = 0; id < 256; ++id)
      for (const auto& table : tables) counts[at(b)][id] += table[id];
    for (int id = classes; id < kIgnore; ++id)
      if (counts[at(b)][at(id)] > 0)
        throw ContractViolation("upsampleLoss: label " + std::to_string(id) + " of " + std::to_string(classes) + " classes");
  }
  return counts;
}

template <class Real>
void checkUpsampleLoss(const UpsampleLossInput<Real>& in) {
  if (!in.logits || !in.labels || in.batch < 1 || in.height < 1 || in.width < 1 || in.label_height < 1 || in.label_width < 1)
    throw ContractViolation("upsampleLoss: empty input");
  if (in.classes < 1 || in.classes > kMaxClasses) throw ContractViolation("upsampleLoss: 1 to 255 classes");
}

/// Gradient factors of the dice loss of one class: for pixels of the class and for the others.
struct DiceFactors {
  double onTarget, offTarget;
};
/// Adds one (image, class) pair to `out`. probability = sum p, intersection = sum p t, area = sum t.
template <class Real>
DiceFactors addDicePair(UpsampleLossOutput<Real>& out, double probability, double intersection, std::int64_t area) {
  const double size = probability + static_cast<double>(area) + 1, overlap = 2 * intersection + 1;
  out.dice_loss += 1 - overlap / size;
  ++out.dice_pairs;
  return {out.dice_scale * (overlap / (size * size) - 2 / size), out.dice_scale * overlap / (size * size)};
}

}  // namespace ssa::cuda
