#include "widgets/canvas/view_layout.h"

#include <algorithm>

namespace ssa {
namespace {

QSize cellSize(int rows, int columns, QSize area, int gap) {
  return {std::max(1, (area.width() - gap * (columns - 1)) / columns), std::max(1, (area.height() - gap * (rows - 1)) / rows)};
}

}  // namespace

std::vector<QRect> gridCells(int count, QSize area_device, QSizeF imageSize, int gap) {
  if (imageSize.isEmpty()) imageSize = {4, 3};
  int bestRows = 1;
  double bestZoom = 0;
  for (int rows = 1; rows <= count; ++rows) {
    const int columns = (count + rows - 1) / rows;
    if ((rows - 1) * columns >= count) continue;  // an empty row
    const QSize cell = cellSize(rows, columns, area_device, gap);
    const double zoom = std::min(cell.width() / imageSize.width(), cell.height() / imageSize.height());
    if (zoom > bestZoom * 1.02) {
      bestZoom = zoom;
      bestRows = rows;
    }
  }
  const int columns = (count + bestRows - 1) / bestRows;
  const QSize cell = cellSize(bestRows, columns, area_device, gap);
  std::vector<QRect> cells;
  for (int i = 0; i < count; ++i)
    cells.emplace_back(QPoint(i % columns * (cell.width() + gap), i / columns * (cell.height() + gap)), cell);
  return cells;
}

}  // namespace ssa
