#pragma once

#include <QRect>
#include <QSize>
#include <QSizeF>

#include <vector>

namespace ssa {

/// Splits `area_device` into `count` cells of equal size with `gap` pixels between them, in the rows and columns
/// that show a picture of `imageSize` largest (side by side at a tie). Cells in reading order.
std::vector<QRect> gridCells(int count, QSize area_device, QSizeF imageSize, int gap);

}  // namespace ssa
