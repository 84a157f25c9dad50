#include "engine/core/label_map.h"

namespace ssa {

std::array<std::int64_t, 256> LabelMap::histogram() const {
  // Four tables, so that runs of one label do not wait for their own counter.
  std::array<std::array<std::int64_t, 256>, 4> parts{};
  const std::size_t whole = labels_.size() / 4 * 4;
  for (std::size_t i = 0; i < whole; i += 4)
    for (std::size_t j = 0; j < 4; ++j) ++parts[j][labels_[i + j]];
  for (std::size_t i = whole; i < labels_.size(); ++i) ++parts[0][labels_[i]];
  for (std::size_t id = 0; id < 256; ++id) parts[0][id] += parts[1][id] + parts[2][id] + parts[3][id];
  return parts[0];
}

}  // namespace ssa
