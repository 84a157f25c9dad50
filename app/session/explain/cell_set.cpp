#include "app/session/explain/cell_set.h"

#include <algorithm>
#include <cmath>

namespace ssa {
namespace {

int cellAt(double place, int count) { return std::clamp(static_cast<int>(std::floor(place * count)), 0, count - 1); }

// The cell of `to` under the centre of a cell of `from`.
std::int32_t underCentre(std::int32_t cell, Size from, Size to) {
  const double x = (cell % from.width + 0.5) / from.width, y = (cell / from.width + 0.5) / from.height;
  return cellAt(y, to.height) * to.width + cellAt(x, to.width);
}

}  // namespace

CellSet CellSet::of(Size grid, std::vector<std::int32_t> cells) {
  std::erase_if(cells, [grid](std::int32_t cell) { return cell < 0 || cell >= grid.area(); });
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  return {grid, std::move(cells)};
}

CellSet CellSet::inside(Size grid, const QRectF& place) {
  CellSet chosen{grid, {}};
  if (grid.empty()) return chosen;
  const auto first = [](double low, int count) { return std::max(0, static_cast<int>(std::ceil(low * count - 0.5))); };
  const auto last = [](double high, int count) { return std::min(count - 1, static_cast<int>(std::floor(high * count - 0.5))); };
  for (int y = first(place.top(), grid.height); y <= last(place.bottom(), grid.height); ++y)
    for (int x = first(place.left(), grid.width); x <= last(place.right(), grid.width); ++x)
      chosen.cells.push_back(y * grid.width + x);
  const QPointF middle = place.center();
  if (chosen.empty() && QRectF(0, 0, 1, 1).contains(middle))
    chosen.cells.push_back(cellAt(middle.y(), grid.height) * grid.width + cellAt(middle.x(), grid.width));
  return chosen;
}

CellSet CellSet::on(Size other) const {
  if (other == grid) return *this;
  CellSet moved{other, {}};
  if (other.empty() || grid.empty() || empty()) return moved;
  const std::vector<std::uint8_t> chosen = mask();
  for (std::int32_t cell = 0; cell < other.area(); ++cell)
    if (chosen[static_cast<std::size_t>(underCentre(cell, other, grid))] != 0) moved.cells.push_back(cell);
  for (const std::int32_t cell : cells) moved.cells.push_back(underCentre(cell, grid, other));
  return of(other, std::move(moved.cells));
}

std::vector<std::uint8_t> CellSet::mask() const {
  std::vector<std::uint8_t> chosen(static_cast<std::size_t>(grid.area()), 0);
  for (const std::int32_t cell : cells) chosen[static_cast<std::size_t>(cell)] = 1;
  return chosen;
}

QRectF CellSet::bounds() const {
  if (empty() || grid.empty()) return {};
  int left = grid.width, right = -1, top = grid.height, bottom = -1;
  for (const std::int32_t cell : cells) {
    left = std::min(left, cell % grid.width), right = std::max(right, cell % grid.width);
    top = std::min(top, cell / grid.width), bottom = std::max(bottom, cell / grid.width);
  }
  return {QPointF(static_cast<double>(left) / grid.width, static_cast<double>(top) / grid.height),
          QPointF((right + 1.0) / grid.width, (bottom + 1.0) / grid.height)};
}

}  // namespace ssa
