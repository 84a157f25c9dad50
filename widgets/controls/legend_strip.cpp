#include "widgets/controls/legend_strip.h"

#include <QPainter>
#include <QStringList>

namespace ssa {
namespace {

constexpr int kSquare_px = 9, kGap_px = 5, kBetween_px = 14;

QString written(const LegendStrip::Item& item, bool named) {
  return named ? item.name + QLatin1Char(' ') + item.value : item.value;
}

}  // namespace

LegendStrip::LegendStrip(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); }

void LegendStrip::setItems(std::vector<Item> items) {
  items_ = std::move(items);
  setToolTip(text());
  updateGeometry();
  update();
}

QString LegendStrip::text() const {
  QStringList parts;
  for (const Item& item : items_) parts += written(item, true);
  return parts.join(QStringLiteral(", "));
}

int LegendStrip::widthOf(const Item& item, bool named) const {
  return kSquare_px + kGap_px + fontMetrics().horizontalAdvance(written(item, named));
}

int LegendStrip::totalWidth(bool named) const {
  int total = 0;
  for (const Item& item : items_) total += widthOf(item, named) + (total > 0 ? kBetween_px : 0);
  return total;
}

QSize LegendStrip::sizeHint() const { return {totalWidth(true) + 2, fontMetrics().height() + 4}; }
QSize LegendStrip::minimumSizeHint() const { return {0, fontMetrics().height() + 4}; }

void LegendStrip::paintEvent(QPaintEvent*) {
  const bool named = totalWidth(true) <= width();
  if (!named && totalWidth(false) > width()) return;
  QPainter painter(this);
  int x = width() - totalWidth(named);
  for (const Item& item : items_) {
    painter.fillRect(QRect(x, (height() - kSquare_px) / 2, kSquare_px, kSquare_px), item.colour);
    const int text = widthOf(item, named) - kSquare_px - kGap_px;
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(x + kSquare_px + kGap_px, 0, text + 2, height()), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                     written(item, named));
    x += widthOf(item, named) + kBetween_px;
  }
}

}  // namespace ssa

#include "moc_legend_strip.cpp"
