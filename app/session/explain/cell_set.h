#pragma once

#include <QRectF>

#include <cstdint>
#include <vector>

#include "engine/core/geometry.h"

namespace ssa {

/// Cells of a grid that covers the whole picture.
struct CellSet {
  Size grid;                        ///< cells across and down
  std::vector<std::int32_t> cells;  ///< row-major, ascending, each once

  bool empty() const { return cells.empty(); }
  friend bool operator==(const CellSet&, const CellSet&) = default;

  /// Sorts and drops what is twice or outside.
  static CellSet of(Size grid, std::vector<std::int32_t> cells);
  /// The cells whose centre lies in a rectangle of 0..1 across and down; at least the one under its middle.
  static CellSet inside(Size grid, const QRectF& place);
  /// The same places on another grid: cells that hold the centre of a chosen one, or whose centre a chosen one holds.
  CellSet on(Size other) const;
  /// One byte a cell, 1 = chosen.
  std::vector<std::uint8_t> mask() const;
  /// 0..1 across and down; empty without cells.
  QRectF bounds() const;
};

}  // namespace ssa
