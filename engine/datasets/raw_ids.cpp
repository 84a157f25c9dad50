#include "engine/datasets/raw_ids.h"

#include <numeric>

namespace ssa {

RawIdRule::RawIdRule(const LabelSet& labels, const std::vector<int>& ignoredIds, const IdMap& map) : classes_(kIds) {
  IndexMask every{{256, 256}, std::vector<std::uint16_t>(kIds), 16, false};
  std::iota(every.ids.begin(), every.ids.end(), std::uint16_t{0});
  for (const auto& [from, to] : map.changes) every.ids[static_cast<std::size_t>(from)] = static_cast<std::uint16_t>(to);
  std::vector<std::int64_t> unknown;
  const LabelMap classes = applyLabelSet(every, labels, &unknown);
  for (const int id : ignoredIds)
    if (id >= 0 && id < kIds) unknown[static_cast<std::size_t>(id)] = 0;
  for (std::size_t i = 0; i < classes_.size(); ++i)
    classes_[i] = unknown[every.ids[i]] > 0 ? std::int16_t{kUnknown} : std::int16_t{classes.labels()[i]};
}

LabelMap RawIdRule::apply(const IndexMask& mask, std::vector<std::int64_t>& unknown) const {
  unknown.resize(kIds);
  LabelMap map(mask.size);
  const auto out = map.labels();
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::int16_t id = classes_[mask.ids[i]];
    if (id < 0) ++unknown[mask.ids[i]];
    out[i] = id < 0 ? kIgnore : static_cast<std::uint8_t>(id);
  }
  return map;
}

}  // namespace ssa
