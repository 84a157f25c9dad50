#include "app/session/explain/confused_cells.h"

#include <algorithm>

namespace ssa {

CellSet confusedCells(const LabelMap& truth, const LabelMap& predicted, ClassPair pair) {
  constexpr int kMostCells = 1024;
  if (truth.size() != predicted.size() || truth.empty()) return {};
  const int step = (std::max(truth.width(), truth.height()) + kMostCells - 1) / kMostCells;
  const Size grid{(truth.width() + step - 1) / step, (truth.height() + step - 1) / step};
  std::vector<std::int32_t> cells;
  for (int y = 0; y < truth.height(); ++y) {
    const std::uint8_t *is = truth.row(y), *taken = predicted.row(y);
    for (int x = 0; x < truth.width(); ++x)
      if (is[x] == pair.first && taken[x] == pair.second) {
        const std::int32_t cell = y / step * grid.width + x / step;
        if (cells.empty() || cells.back() != cell) cells.push_back(cell);
      }
  }
  return CellSet::of(grid, std::move(cells));
}

}  // namespace ssa
