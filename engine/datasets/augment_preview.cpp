#include "engine/datasets/augment_preview.h"

#include <utility>

#include "engine/datasets/augment.h"

namespace ssa {

Result<std::vector<TrainSample>> previewBatch(const SampleSource& source, const AugmentOptions& augment, int index, int count,
                                              std::uint64_t seed) {
  auto sample = source.read(index);
  if (!sample) return std::move(sample).error();
  std::vector<TrainSample> views;
  for (int i = 0; i < count; ++i) {
    Random random(seed, static_cast<std::uint64_t>(i));
    views.push_back(augmented(*sample, augment, random));
  }
  return views;
}

}  // namespace ssa
