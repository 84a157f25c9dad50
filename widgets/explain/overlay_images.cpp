#include "widgets/explain/overlay_images.h"

#include <algorithm>
#include <cmath>

namespace ssa {

QImage maskOver(const LabelMap& mask, const Palette& palette) {
  constexpr int kAlpha = 190;
  QImage image(mask.width(), mask.height(), QImage::Format_ARGB32);
  for (int y = 0; y < mask.height(); ++y) {
    auto* const line = reinterpret_cast<QRgb*>(image.scanLine(y));
    const std::uint8_t* const ids = mask.row(y);
    for (int x = 0; x < mask.width(); ++x) {
      const bool known = ids[x] < palette.size();
      const Rgb colour = known ? palette[ids[x]] : Rgb{};
      line[x] = known ? qRgba(colour.r, colour.g, colour.b, kAlpha) : qRgba(0, 0, 0, 0);
    }
  }
  return image;
}

QImage signedOver(const ScoreMap& map) {
  float most = 0;
  for (const float value : map.values())
    if (std::isfinite(value)) most = std::max(most, std::abs(value));
  QImage image(map.size().width, map.size().height, QImage::Format_ARGB32);
  for (int y = 0; y < image.height(); ++y) {
    auto* const line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < image.width(); ++x) {
      const float value = map.at({x, y});
      const int alpha =
          most > 0 && std::isfinite(value) ? static_cast<int>(std::lround(230 * std::sqrt(std::abs(value) / most))) : 0;
      const QRgb colour = value < 0 ? kBelowZero : kAboveZero;
      line[x] = qRgba(qRed(colour), qGreen(colour), qBlue(colour), alpha);
    }
  }
  return image;
}

QImage vetoOver(Size grid, const std::vector<int>& cells) {
  constexpr int kSide = 6;  // pixels of the hatching in a cell
  QImage image(grid.width * kSide, grid.height * kSide, QImage::Format_ARGB32);
  image.fill(Qt::transparent);
  for (const int cell : cells) {
    const int left = cell % grid.width * kSide, top = cell / grid.width * kSide;
    for (int y = 0; y < kSide; ++y) {
      auto* const line = reinterpret_cast<QRgb*>(image.scanLine(top + y)) + left;
      for (int x = 0; x < kSide; ++x) line[x] = (x + y) % 3 == 0 ? qRgba(255, 255, 255, 230) : qRgba(20, 20, 24, 170);
    }
  }
  return image;
}

}  // namespace ssa
