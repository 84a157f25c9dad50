#include "engine/cuda/cells.h"

#include <algorithm>

namespace ssa::cuda {
namespace {

void addSources(const AxisTaps& taps, int output, std::vector<std::int32_t>& sources) {
  for (int t = 0; t < taps.taps; ++t) {
    const auto at = static_cast<std::size_t>(output) * static_cast<std::size_t>(taps.taps) + static_cast<std::size_t>(t);
    if (!(taps.weight[at] > 0)) continue;
    const auto place = std::ranges::lower_bound(sources, taps.index[at]);
    if (place == sources.end() || *place != taps.index[at]) sources.insert(place, taps.index[at]);
  }
}

void fillWeights(const AxisTaps& taps, int lanes, Cell& cell) {
  cell.stride = (cell.end - cell.begin + lanes - 1) / lanes * lanes;
  cell.weight.assign(cell.sources.size() * static_cast<std::size_t>(cell.stride), 0);
  for (int i = cell.begin; i < cell.end; ++i) {
    for (int t = 0; t < taps.taps; ++t) {
      const auto at = static_cast<std::size_t>(i) * static_cast<std::size_t>(taps.taps) + static_cast<std::size_t>(t);
      if (!(taps.weight[at] > 0)) continue;
      const auto source = static_cast<std::size_t>(std::ranges::lower_bound(cell.sources, taps.index[at]) - cell.sources.begin());
      cell.weight[source * static_cast<std::size_t>(cell.stride) + static_cast<std::size_t>(i - cell.begin)] += taps.weight[at];
    }
  }
}

}  // namespace

std::vector<Cell> cutCells(const AxisTaps& taps, int begin, int end, int wanted, int most, int lanes) {
  std::vector<Cell> cells;
  for (int i = begin; i < end; ++i) {
    if (!cells.empty()) {
      Cell& cell = cells.back();
      auto sources = cell.sources;
      addSources(taps, i, sources);
      if (sources.size() <= 2 || (i - cell.begin < wanted && static_cast<int>(sources.size()) <= most) ||
          sources == cell.sources) {
        cell.sources = std::move(sources);
        cell.end = i + 1;
        continue;
      }
    }
    cells.push_back({i, i + 1, {}, {}, 0});
    addSources(taps, i, cells.back().sources);
  }
  for (Cell& cell : cells) fillWeights(taps, lanes, cell);
  return cells;
}

}  // namespace ssa::cuda
