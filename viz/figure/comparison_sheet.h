#pragma once

#include <QColor>
#include <QImage>
#include <QString>

#include <vector>

namespace ssa {

/// A column of the sheet: what was drawn, and by what.
struct SheetColumn {
  QString title;     ///< `Refined`
  QString subtitle;  ///< `SeaFormer-B + SSA`
};

/// One picture of the sheet; a null image shows `note` instead.
struct SheetCell {
  QImage image;
  QString note;
  bool isMask = false;  ///< masks are enlarged by nearest neighbour, never interpolated
};

/// One row: a picture and what the models make of it.
struct SheetRow {
  QString label;
  std::vector<SheetCell> cells;  ///< as many as there are columns
};

struct SheetLegendEntry {
  QString name;
  QColor colour;
};

/// A labelled comparison of masks, as a figure on white paper.
struct ComparisonSheet {
  QString title;
  std::vector<SheetColumn> columns;
  std::vector<SheetRow> rows;
  std::vector<SheetLegendEntry> legend;
  std::vector<QString> footer;  ///< provenance, one line each
};

/// Draws the sheet with cells `cell_width_px` wide; row heights follow the pictures. The same input gives
/// the same bytes on one machine. Texts that do not fit are elided in the middle; the legend wraps.
/// Contract: every row has one cell per column, at least one column and one row.
QImage drawComparisonSheet(const ComparisonSheet& sheet, int cell_width_px);

}  // namespace ssa
