#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/label_map.h"
#include "engine/core/label_set.h"
#include "engine/datasets/id_map.h"

namespace ssa {

/// What becomes of every raw id of a data set's masks: changes first, then the label table's rule, then the ids
/// the layout calls void.
class RawIdRule {
 public:
  static constexpr int kUnknown = -1;
  static constexpr int kIds = 65'536;

  /// `ignoredIds`: raw ids the layout calls void, kIgnore unless the table names them.
  RawIdRule(const LabelSet& labels, const std::vector<int>& ignoredIds, const IdMap& map = {});

  /// Its class id, kIgnore, or kUnknown where neither the table nor the layout knows it.
  int of(int raw) const { return classes_[static_cast<std::size_t>(raw)]; }
  /// The mask as class ids, unknown ids as kIgnore; those are counted in `unknown` (kIds entries, added to).
  LabelMap apply(const IndexMask& mask, std::vector<std::int64_t>& unknown) const;

 private:
  std::vector<std::int16_t> classes_;  ///< per raw id
};

}  // namespace ssa
