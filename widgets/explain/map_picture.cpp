#include "widgets/explain/map_picture.h"

#include <QLocale>

#include <algorithm>
#include <memory>

#include "widgets/canvas/heat_colours.h"

namespace ssa {
namespace {

QString heatNumber(double value, const QString& unit) {
  return QStringLiteral("%1 %2").arg(QLocale().toString(value, 'g', 3), unit).trimmed();
}

constexpr double kMostOpaque = 0.8;

/// `opacity` 0..1 of a level 0..1.
template <class F>
QImage drawnHeat(const ScoreMap& map, double low, double high, F opacity) {
  const Palette& colours = heatColours();
  QImage image(map.size().width, map.size().height, QImage::Format_ARGB32);
  const double scale = high > low ? 1 / (high - low) : 0;
  for (int y = 0; y < image.height(); ++y) {
    auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < image.width(); ++x) {
      const double level = std::clamp((static_cast<double>(map.at({x, y})) - low) * scale, 0.0, 1.0);
      const Rgb c = colours[static_cast<std::size_t>(255 * level + 0.5)];
      row[x] = qRgba(c.r, c.g, c.b, static_cast<int>(255 * opacity(level) + 0.5));
    }
  }
  return image;
}

}  // namespace

QImage heatOf(const ScoreMap& map, double low, double high) {
  return drawnHeat(map, low, high, [](double) { return 1.0; });
}

QImage heatOver(const ScoreMap& map) {
  return drawnHeat(map, 0, 1, [](double level) { return kMostOpaque * std::min(1.0, 2 * level); });
}

MapPane heatPane(const ScoreMap& map, double low, double high, const QString& unit) {
  const auto shared = std::make_shared<const ScoreMap>(map);
  const Size size = map.size();
  return {heatOf(map, low, high),
          QSize(size.width, size.height),
          MapPane::Heat{heatNumber(low, {}), heatNumber(high, unit)},
          {},
          [shared, size, unit](QPointF place) {
            const Point at{std::clamp(static_cast<int>(place.x() * size.width), 0, size.width - 1),
                           std::clamp(static_cast<int>(place.y() * size.height), 0, size.height - 1)};
            return heatNumber(static_cast<double>(shared->at(at)), unit);
          }};
}

}  // namespace ssa
