#include "widgets/canvas/render_pixels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "widgets/canvas/heat_colours.h"
#include "widgets/canvas/layer_painter.h"

namespace ssa {
namespace {

std::uint8_t rounded(float v) { return static_cast<std::uint8_t>(std::clamp(v, 0.0F, 255.0F) + 0.5F); }

void toneRow(std::uint8_t* row, int width, const std::array<std::uint8_t, 256>& curve, float saturation) {
  for (int x = 0; x < width; ++x, row += 3) {
    for (int c = 0; c < 3; ++c) row[c] = curve[row[c]];
    if (saturation >= 1) continue;
    const float grey = 0.2126F * row[0] + 0.7152F * row[1] + 0.0722F * row[2];
    for (int c = 0; c < 3; ++c) row[c] = rounded(grey + (row[c] - grey) * saturation);
  }
}

void blend(std::uint8_t* pixel, const std::uint8_t* colour, float alpha) {
  for (int c = 0; c < 3; ++c) pixel[c] = rounded(pixel[c] + (colour[c] - pixel[c]) * alpha);
}

/// True when one of the eight neighbours has another id.
bool onContour(const LabelMap& labels, int x, int y) {
  const std::uint8_t id = labels.row(y)[x];
  for (int line = std::max(0, y - 1); line <= std::min(labels.height() - 1, y + 1); ++line)
    for (int column = std::max(0, x - 1); column <= std::min(labels.width() - 1, x + 1); ++column)
      if (labels.row(line)[column] != id) return true;
  return false;
}

}  // namespace

QImage renderPixels(const ViewContent& content, const CanvasStyle& style, const IdColours& classes, StopToken stop) {
  const Size size = content.image    ? content.image->size()
                    : content.labels ? content.labels->size()
                    : content.score  ? content.score->size()
                                     : Size{};
  QImage out(size.width, size.height, QImage::Format_RGB888);
  if (out.isNull()) return out;
  const bool overlaid = !style.overlayHidden;
  const auto* score = overlaid && content.score && content.score->size() == size ? content.score.get() : nullptr;
  const auto* labels = overlaid && !score && content.labels && content.labels->size() == size ? content.labels.get() : nullptr;
  const bool quiet = score || (labels && content.isDifference);
  const IdColours& colours = content.isDifference ? differenceColours() : classes;
  const Tone tone = displayTone(style.brightness, style.contrast, style.gamma);
  std::array<std::uint8_t, 256> curve{};
  for (std::size_t i = 0; i < 256; ++i) {
    const float v =
        (std::pow(static_cast<float>(i) / 255, tone.inverseGamma) - 0.5F) * tone.contrastFactor + 0.5F + tone.brightness;
    curve[i] = tone.changes() ? rounded(v * 255) : static_cast<std::uint8_t>(i);
  }
  const float opacity = style.contoursOnly && labels ? contourOpacity(style.opacity) : style.opacity;
  for (int y = 0; y < size.height; ++y) {
    if (stop.stop_requested()) return {};
    std::uint8_t* row = out.scanLine(y);
    if (content.image) {
      std::memcpy(row, content.image->row(y), content.image->rowBytes());
      if (tone.changes() || quiet) toneRow(row, size.width, curve, quiet ? kQuietSaturation : 1);
    } else {
      std::memset(row, 0, static_cast<std::size_t>(size.width) * 3);
    }
    for (int x = 0; labels && x < size.width; ++x) {
      const auto& colour = colours[labels->row(y)[x]];
      if (colour[3] && (!style.contoursOnly || onContour(*labels, x, y))) blend(row + 3 * x, colour.data(), opacity);
    }
    for (int x = 0; score && x < size.width; ++x) {
      const float value = score->at({x, y});
      if (!(content.scoreBelow ? value < content.scoreThreshold : value >= content.scoreThreshold)) continue;
      const Rgb heat = heatColours()[static_cast<std::size_t>(std::clamp(value, 0.0F, 1.0F) * 255 + 0.5F)];
      const std::uint8_t colour[3] = {heat.r, heat.g, heat.b};
      blend(row + 3 * x, colour, opacity);
    }
  }
  return out;
}

}  // namespace ssa
