#include "widgets/training/map_tile.h"

#include <QLinearGradient>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

#include "widgets/canvas/heat_colours.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr int kHeatStops = 16;
constexpr double kMapSwatch_px = 10, kMapGap_px = 6;

const QGradientStops& heatStops() {
  static const QGradientStops stops = [] {
    const Palette& heat = heatColours();
    QGradientStops made;
    for (int i = 0; i <= kHeatStops; ++i) {
      const Rgb& c = heat[static_cast<std::size_t>(i * 255 / kHeatStops)];
      made.append({i / double{kHeatStops}, QColor(c.r, c.g, c.b)});
    }
    return made;
  }();
  return stops;
}

constexpr int kTextLeft = static_cast<int>(Qt::AlignLeft) | static_cast<int>(Qt::AlignVCenter);
constexpr int kTextRight = static_cast<int>(Qt::AlignRight) | static_cast<int>(Qt::AlignVCenter);

}  // namespace

MapTile::MapTile(const QString& title, QWidget* parent) : QWidget(parent), title_(title) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setMouseTracking(true);
}

void MapTile::setPane(MapPane pane) {
  pane_ = std::move(pane);
  place_.reset();
  setAccessibleDescription(pane_.heat ? tr("%1 to %2").arg(pane_.heat->low, pane_.heat->high) : QString());
  update();
}

void MapTile::setPlace(std::optional<QPointF> place) {
  place_ = place;
  update();
}

QString MapTile::valueText() const { return place_ && pane_.valueAt ? pane_.valueAt(*place_) : QString(); }

QRectF MapTile::imageRect() const {
  const int line = lineHeight();
  const QRectF room(0, line, width(), std::max(1, height() - 2 * line));
  if (pane_.shape.isEmpty()) return room;
  const double scale = std::min(room.width() / pane_.shape.width(), room.height() / pane_.shape.height());
  return {room.topLeft(), QSizeF(pane_.shape) * scale};
}

void MapTile::paintEvent(QPaintEvent*) {
  const Theme& theme = Theme::current();
  QPainter painter(this);
  const QRectF place = imageRect(), head(0, 0, place.width(), lineHeight());
  const QString value = valueText();
  const int words = value.isEmpty() ? 0 : std::min(fontMetrics().horizontalAdvance(value), static_cast<int>(head.width()));
  painter.setPen(theme.muted);
  painter.drawText(head.adjusted(0, 0, -words - kMapGap_px, 0), kTextLeft,
                   fontMetrics().elidedText(title_, Qt::ElideRight, static_cast<int>(head.width() - words - kMapGap_px)));
  painter.setPen(theme.text);
  painter.drawText(head, kTextRight, fontMetrics().elidedText(value, Qt::ElideRight, static_cast<int>(head.width())));
  if (pane_.image.isNull()) {
    painter.setPen(QPen(theme.line, 1, Qt::DashLine));
    painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5));
    return;
  }
  painter.fillRect(place, theme.field);
  painter.fillRect(place, QBrush(theme.edge, Qt::BDiagPattern));
  painter.setRenderHint(QPainter::SmoothPixmapTransform, pane_.image.width() > place.width() * devicePixelRatioF());
  painter.drawImage(place, pane_.image);
  if (place_) {
    const QPointF at(place.left() + place_->x() * place.width(), place.top() + place_->y() * place.height());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::black, 3));
    painter.drawEllipse(at, 5, 5);
    painter.setPen(QPen(Qt::white, 1.5));
    painter.drawEllipse(at, 5, 5);
    painter.setRenderHint(QPainter::Antialiasing, false);
  }
  paintScale(painter, {0, place.bottom(), place.width(), static_cast<double>(lineHeight())});
}

void MapTile::paintScale(QPainter& painter, const QRectF& below) const {
  const Theme& theme = Theme::current();
  painter.setPen(theme.muted);
  if (pane_.heat) {
    const double low = fontMetrics().horizontalAdvance(pane_.heat->low) + kMapGap_px;
    const double high = fontMetrics().horizontalAdvance(pane_.heat->high) + kMapGap_px;
    painter.drawText(below, kTextLeft, pane_.heat->low);
    painter.drawText(below, kTextRight, pane_.heat->high);
    const QRectF bar(below.left() + low, below.center().y() - 4, below.width() - low - high, 8);
    if (bar.width() < 8) return;
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    gradient.setStops(heatStops());
    painter.fillRect(bar, gradient);
    return;
  }
  double x = below.left();
  for (const auto& [colour, meaning] : pane_.swatches) {
    painter.fillRect(QRectF(x, below.center().y() - kMapSwatch_px / 2, kMapSwatch_px, kMapSwatch_px), colour);
    x += kMapSwatch_px + kMapGap_px;
    painter.drawText(below.adjusted(x - below.left(), 0, 0, 0), kTextLeft, meaning);
    x += fontMetrics().horizontalAdvance(meaning) + 2 * kMapGap_px;
  }
}

void MapTile::mouseMoveEvent(QMouseEvent* event) {
  const QRectF place = imageRect();
  const QPointF at((event->position().x() - place.left()) / place.width(),
                   (event->position().y() - place.top()) / place.height());
  const bool inside = !pane_.image.isNull() && at.x() >= 0 && at.x() < 1 && at.y() >= 0 && at.y() < 1;
  Q_EMIT pointedAt(inside ? std::optional(at) : std::nullopt);
}

void MapTile::leaveEvent(QEvent* event) {
  Q_EMIT pointedAt(std::nullopt);
  QWidget::leaveEvent(event);
}

}  // namespace ssa

#include "moc_map_tile.cpp"
