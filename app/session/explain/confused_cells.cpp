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

std::vector<ConfusedPixels> confusionOf(const LabelMap& truth, const LabelMap& predicted, const CellSet& places) {
  std::vector<ConfusedPixels> found;
  if (truth.size() != predicted.size() || truth.empty() || places.empty()) return found;
  const std::vector<std::uint8_t> chosen = places.mask();
  std::vector<std::int64_t> counts(256 * 256, 0);
  for (int y = 0; y < truth.height(); ++y) {
    const std::uint8_t *is = truth.row(y), *taken = predicted.row(y);
    const std::int64_t row = std::int64_t{y} * places.grid.height / truth.height() * places.grid.width;
    for (int x = 0; x < truth.width(); ++x)
      if (is[x] != kIgnore && taken[x] != kIgnore &&
          chosen[static_cast<std::size_t>(row + std::int64_t{x} * places.grid.width / truth.width())] != 0)
        ++counts[static_cast<std::size_t>(is[x] * 256 + taken[x])];
  }
  for (int cell = 0; cell < 256 * 256; ++cell)
    if (const std::int64_t pixels = counts[static_cast<std::size_t>(cell)]; pixels > 0)
      found.push_back({{cell / 256, cell % 256}, pixels});
  std::stable_sort(found.begin(), found.end(),
                   [](const ConfusedPixels& a, const ConfusedPixels& b) { return a.pixels > b.pixels; });
  return found;
}

}  // namespace ssa
