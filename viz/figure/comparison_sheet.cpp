#include "viz/figure/comparison_sheet.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>

#include "engine/core/result.h"

namespace ssa {
namespace {

constexpr int kMargin_px = 32;
constexpr int kGap_px = 12;
constexpr int kLabelWidth_px = 34;  // row names stand upright at the left edge
const QColor kInk(0x1f, 0x24, 0x2b);
const QColor kFaint(0x6a, 0x72, 0x7d);
const QColor kRule(0xd9, 0xdd, 0xe2);

QFont font(double size_px, QFont::Weight weight = QFont::Normal) {
  QFont f(QStringLiteral("Inter"));
  f.setStyleHint(QFont::SansSerif);
  f.setPixelSize(static_cast<int>(std::lround(size_px)));
  f.setWeight(weight);
  return f;
}

int cellHeight(const SheetRow& row, int width_px) {
  double ratio = 0;
  for (const SheetCell& cell : row.cells) {
    if (!cell.image.isNull()) ratio = std::max(ratio, double(cell.image.height()) / cell.image.width());
  }
  if (ratio == 0) ratio = 0.5;
  return std::clamp(static_cast<int>(std::lround(width_px * ratio)), 24, width_px * 3);
}

/// Where the legend's entries go; also used to know its height before the page exists.
std::vector<QRectF> legendBoxes(const ComparisonSheet& sheet, const QFont& f, double width_px) {
  const QFontMetricsF metrics(f);
  std::vector<QRectF> boxes;
  double x = 0, y = 0;
  const double line = std::ceil(metrics.height()) + 8;
  for (const SheetLegendEntry& entry : sheet.legend) {
    const double w = std::min(width_px, 22 + metrics.horizontalAdvance(entry.name) + 20);
    if (x > 0 && x + w > width_px) {
      x = 0;
      y += line;
    }
    boxes.emplace_back(x, y, w, line);
    x += w;
  }
  return boxes;
}

void drawCell(QPainter& painter, const SheetCell& cell, const QRect& box) {
  if (cell.image.isNull()) {
    painter.fillRect(box, QColor(0xf4, 0xf5, 0xf7));
    painter.setPen(kFaint);
    painter.setFont(font(14));
    painter.drawText(box.adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, cell.note);
    return;
  }
  QSize size = cell.image.size().scaled(box.size(), Qt::KeepAspectRatio);
  size = size.expandedTo(QSize(1, 1));
  const QRect target(box.x() + (box.width() - size.width()) / 2, box.y() + (box.height() - size.height()) / 2, size.width(),
                     size.height());
  const bool smooth = !cell.isMask;
  painter.drawImage(target,
                    cell.image.scaled(size, Qt::IgnoreAspectRatio, smooth ? Qt::SmoothTransformation : Qt::FastTransformation));
}

}  // namespace

QImage drawComparisonSheet(const ComparisonSheet& sheet, int cell_width_px) {
  if (sheet.columns.empty() || sheet.rows.empty()) throw ContractViolation("comparison sheet without columns or rows");
  for (const SheetRow& row : sheet.rows) {
    if (row.cells.size() != sheet.columns.size()) throw ContractViolation("comparison sheet: a row lacks cells");
  }
  const int columns = static_cast<int>(sheet.columns.size());
  const int width = 2 * kMargin_px + kLabelWidth_px + columns * cell_width_px + (columns - 1) * kGap_px;
  const double text_width = width - 2.0 * kMargin_px;
  const QFont legend_font = font(15);
  const std::vector<QRectF> legend = legendBoxes(sheet, legend_font, text_width);
  const double legend_height = legend.empty() ? 0 : legend.back().bottom() + 20;
  const int header_height = sheet.title.isEmpty() ? 0 : 46;
  constexpr int kColumnHead_px = 52;
  const double footer_height = sheet.footer.empty() ? 0 : 20.0 * double(sheet.footer.size()) + 20;
  int height = kMargin_px + header_height + kColumnHead_px;
  for (const SheetRow& row : sheet.rows) height += cellHeight(row, cell_width_px) + kGap_px;
  height += static_cast<int>(std::ceil(legend_height + footer_height)) + kMargin_px;

  QImage page(width, height, QImage::Format_RGB32);
  page.fill(Qt::white);
  QPainter painter(&page);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  int y = kMargin_px;
  if (header_height > 0) {
    painter.setPen(kInk);
    painter.setFont(font(24, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    painter.drawText(QRectF(kMargin_px, y, text_width, 32), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(sheet.title, Qt::ElideMiddle, text_width));
    y += header_height;
  }
  const auto columnX = [&](int column) { return kMargin_px + kLabelWidth_px + column * (cell_width_px + kGap_px); };
  for (int c = 0; c < columns; ++c) {
    const SheetColumn& column = sheet.columns[static_cast<std::size_t>(c)];
    painter.setPen(kInk);
    painter.setFont(font(17, QFont::DemiBold));
    painter.drawText(QRectF(columnX(c), y, cell_width_px, 24), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(column.title, Qt::ElideRight, cell_width_px));
    painter.setPen(kFaint);
    painter.setFont(font(13));
    painter.drawText(QRectF(columnX(c), y + 23, cell_width_px, 20), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(column.subtitle, Qt::ElideMiddle, cell_width_px));
  }
  y += kColumnHead_px;
  for (const SheetRow& row : sheet.rows) {
    const int row_height = cellHeight(row, cell_width_px);
    painter.save();
    painter.translate(kMargin_px, y + row_height);
    painter.rotate(-90);
    painter.setPen(kFaint);
    painter.setFont(font(13));
    painter.drawText(QRectF(0, 0, row_height, 22), Qt::AlignCenter,
                     QFontMetricsF(painter.font()).elidedText(row.label, Qt::ElideMiddle, row_height));
    painter.restore();
    for (int c = 0; c < columns; ++c) {
      drawCell(painter, row.cells[static_cast<std::size_t>(c)], QRect(columnX(c), y, cell_width_px, row_height));
    }
    y += row_height + kGap_px;
  }
  if (!legend.empty()) {
    y += 8;
    painter.setFont(legend_font);
    for (std::size_t i = 0; i < legend.size(); ++i) {
      const QRectF box = legend[i].translated(kMargin_px, y);
      const QRectF swatch(box.x(), box.center().y() - 7, 14, 14);
      painter.setPen(QPen(kRule, 1));
      painter.setBrush(sheet.legend[i].colour);
      painter.drawRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5));
      painter.setPen(kInk);
      const double text = box.width() - 42;
      painter.drawText(QRectF(box.x() + 22, box.y(), text + 12, box.height()), Qt::AlignLeft | Qt::AlignVCenter,
                       QFontMetricsF(legend_font).elidedText(sheet.legend[i].name, Qt::ElideRight, text + 10));
    }
    y += static_cast<int>(std::ceil(legend_height)) - 8;
  }
  if (!sheet.footer.empty()) {
    painter.setPen(QPen(kRule, 1));
    painter.drawLine(QPointF(kMargin_px, y + 0.5), QPointF(width - kMargin_px, y + 0.5));
    y += 10;
    painter.setPen(kFaint);
    painter.setFont(font(12));
    for (const QString& line : sheet.footer) {
      painter.drawText(QRectF(kMargin_px, y, text_width, 18), Qt::AlignLeft | Qt::AlignVCenter,
                       QFontMetricsF(painter.font()).elidedText(line, Qt::ElideMiddle, text_width));
      y += 20;
    }
  }
  painter.end();
  return page;
}

}  // namespace ssa
