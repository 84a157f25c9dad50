#include "engine/metrics/sparse_confusion.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ssa {

SparseConfusion::SparseConfusion(const ConfusionMatrix& matrix) {
  for (int truth = 0; truth < matrix.classes(); ++truth) {
    for (int predicted = 0; predicted < matrix.classes(); ++predicted)
      if (const std::int64_t pixels = matrix.at(truth, predicted))
        cells_.push_back({static_cast<std::uint8_t>(truth), static_cast<std::uint8_t>(predicted), pixels});
    if (const std::int64_t pixels = matrix.outside(truth)) cells_.push_back({static_cast<std::uint8_t>(truth), kIgnore, pixels});
  }
  cells_.shrink_to_fit();
}

std::int64_t SparseConfusion::at(int truth, int predicted) const {
  const auto wanted = std::pair(truth, predicted);
  const auto found = std::lower_bound(cells_.begin(), cells_.end(), wanted, [](const ConfusionCell& cell, const auto& pair) {
    return std::pair<int, int>(cell.truth, cell.predicted) < pair;
  });
  return found != cells_.end() && found->truth == truth && found->predicted == predicted ? found->pixels : 0;
}

std::int64_t SparseConfusion::pixels() const {
  std::int64_t sum = 0;
  for (const ConfusionCell& cell : cells_) sum += cell.pixels;
  return sum;
}

std::int64_t SparseConfusion::right() const {
  std::int64_t sum = 0;
  for (const ConfusionCell& cell : cells_) sum += cell.truth == cell.predicted ? cell.pixels : 0;
  return sum;
}

ImageCounts SparseConfusion::counts() const {
  std::array<ClassCounts, 256> table{};
  for (const ConfusionCell& cell : cells_) {
    table[cell.truth].truth += cell.pixels;
    table[cell.predicted].predicted += cell.pixels;
    if (cell.truth == cell.predicted) table[cell.truth].intersection += cell.pixels;
  }
  ImageCounts counts;
  for (int id = 0; id < kIgnore; ++id) {
    ClassCounts& row = table[static_cast<std::size_t>(id)];
    if (row.unionPixels() == 0) continue;
    row.id = id;
    counts.push_back(row);
  }
  return counts;
}

std::optional<double> meanIoU(const ImageCounts& counts) {
  double sum = 0;
  int classes = 0;
  for (const ClassCounts& row : counts) {
    if (row.unionPixels() == 0) continue;
    sum += static_cast<double>(row.intersection) / static_cast<double>(row.unionPixels());
    ++classes;
  }
  if (classes == 0) return std::nullopt;
  return 100.0 * sum / classes;
}

}  // namespace ssa
