#include "widgets/canvas/captions.h"

#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>
#include <QTextOption>

#include <algorithm>
#include <cmath>

#include "widgets/canvas/heat_colours.h"

namespace ssa {
namespace {

constexpr double kPad_x = 9, kPad_y = 5, kRadius = 6;
constexpr double kHeatBar = 84, kDot = 9;

QImage canvasFor(QSizeF size, double pixelRatio) {
  const QSize device(std::max(1, static_cast<int>(std::ceil(size.width() * pixelRatio))),
                     std::max(1, static_cast<int>(std::ceil(size.height() * pixelRatio))));
  QImage image(device, QImage::Format_RGBA8888_Premultiplied);
  image.setDevicePixelRatio(pixelRatio);
  image.fill(Qt::transparent);
  return image;
}

void chip(QPainter& painter, QSizeF size, const CanvasTheme& theme, double radius) {
  painter.setPen(QPen(theme.chipBorder, 1));
  painter.setBrush(theme.chip);
  painter.drawRoundedRect(QRectF({0.5, 0.5}, size - QSizeF(1, 1)), radius, radius);
}

double legendWidth(const CaptionLegend& legend, const QFontMetricsF& metrics) {
  double width = legend.heat ? metrics.horizontalAdvance(QStringLiteral("0")) * 2 + 10 + kHeatBar : 0;
  for (const auto& entry : legend.entries) width += kDot + 5 + metrics.horizontalAdvance(entry.word) + 12;
  return legend.entries.empty() ? width : width - 12;
}

void paintHeat(QPainter& painter, const CaptionLegend::Heat& heat, QPointF at, double height, const CanvasTheme& theme) {
  const QFontMetricsF metrics(painter.font());
  const double digit = metrics.horizontalAdvance(QStringLiteral("0"));
  painter.setPen(theme.dimText);
  painter.drawText(QRectF(at, QSizeF(digit, height)), Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("0"));
  const QRectF bar(at.x() + digit + 5, at.y() + (height - 8) / 2, kHeatBar, 8);
  QLinearGradient gradient(bar.topLeft(), bar.topRight());
  for (int i = 0; i <= 16; ++i) {
    const Rgb c = heatColours()[static_cast<std::size_t>(std::min(255, i * 16))];
    gradient.setColorAt(i / 16.0, QColor(c.r, c.g, c.b));
  }
  QPainterPath rounded;
  rounded.addRoundedRect(bar, 2, 2);
  painter.setPen(Qt::NoPen);
  painter.fillPath(rounded, gradient);
  // What the threshold leaves out is covered.
  const double cut = bar.left() + bar.width() * std::clamp(static_cast<double>(heat.threshold), 0.0, 1.0);
  const QRectF out =
      heat.below ? QRectF(QPointF(cut, bar.top()), bar.bottomRight()) : QRectF(bar.topLeft(), QPointF(cut, bar.bottom()));
  painter.setClipPath(rounded);
  QColor cover = theme.chip;
  cover.setAlphaF(0.8F);
  painter.fillRect(out, cover);
  painter.setClipping(false);
  if (heat.threshold > 0 || heat.below) painter.fillRect(QRectF(cut - 0.75, bar.top() - 2, 1.5, bar.height() + 4), theme.text);
  painter.setPen(theme.dimText);
  painter.drawText(QRectF(bar.right() + 5, at.y(), digit + 2, height), Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("1"));
}

void paintLegend(QPainter& painter, const CaptionLegend& legend, QPointF at, double height, const CanvasTheme& theme) {
  if (legend.heat) paintHeat(painter, *legend.heat, at, height, theme);
  const QFontMetricsF metrics(painter.font());
  for (const auto& entry : legend.entries) {
    painter.setPen(QPen(theme.chipBorder, 1));
    painter.setBrush(entry.colour);
    painter.drawEllipse(QRectF(at.x(), at.y() + (height - kDot) / 2, kDot, kDot));
    const double width = metrics.horizontalAdvance(entry.word);
    painter.setPen(theme.dimText);
    painter.drawText(QRectF(at.x() + kDot + 5, at.y(), width + 2, height), Qt::AlignVCenter | Qt::AlignLeft, entry.word);
    at.rx() += kDot + 5 + width + 12;
  }
}

/// A landscape in a frame.
void paintPictureSign(QPainter& painter, QPointF middle, const QColor& colour) {
  const QRectF frame(middle.x() - 26, middle.y() - 20, 52, 40);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colour, 2.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawRoundedRect(frame, 6, 6);
  painter.setBrush(colour);
  painter.setPen(Qt::NoPen);
  painter.drawEllipse(QPointF(frame.left() + 15, frame.top() + 13), 4.5, 4.5);
  QPainterPath hills(QPointF(frame.left() + 6, frame.bottom() - 6));
  hills.lineTo(frame.left() + 19, frame.bottom() - 18);
  hills.lineTo(frame.left() + 26, frame.bottom() - 12);
  hills.lineTo(frame.left() + 36, frame.bottom() - 24);
  hills.lineTo(frame.right() - 6, frame.bottom() - 9);
  hills.lineTo(frame.right() - 6, frame.bottom() - 6);
  hills.closeSubpath();
  painter.drawPath(hills);
}

}  // namespace

CanvasTheme canvasTheme(const QPalette& palette, const QFont& font) {
  const bool dark = palette.color(QPalette::Window).lightnessF() < 0.5F;
  CanvasTheme theme;
  theme.dark = dark;
  theme.background = palette.color(QPalette::Window).darker(dark ? 135 : 106);
  theme.text = palette.color(QPalette::WindowText);
  theme.dimText = dark ? theme.text.darker(135) : QColor::fromRgbF(0.36F, 0.39F, 0.43F);
  theme.chip = dark ? QColor(24, 27, 31, 222) : QColor(255, 255, 255, 232);
  theme.chipBorder = dark ? QColor(255, 255, 255, 38) : QColor(0, 0, 0, 44);
  theme.accent = palette.color(QPalette::Link);  // Highlight is the soft fill behind selected rows
  theme.font = font;
  return theme;
}

QImage captionImage(const QString& title, const CaptionLegend& legend, int width_limit, const CanvasTheme& theme,
                    double pixelRatio) {
  QFont titleFont = theme.font;
  titleFont.setWeight(QFont::DemiBold);
  const QFontMetricsF titleMetrics(titleFont), metrics(theme.font);
  const double room = width_limit - 2 * kPad_x;
  if (room < 24) return {};
  const QString shown = titleMetrics.elidedText(title, Qt::ElideMiddle, room);
  const double titleWidth = std::ceil(titleMetrics.horizontalAdvance(shown)),
               line = std::ceil(std::max(titleMetrics.height(), metrics.height()));
  double legendRoom = legend.empty() ? 0 : legendWidth(legend, metrics);
  if (legendRoom > room) legendRoom = 0;
  const bool twoLines = legendRoom > 0 && titleWidth + 16 + legendRoom > room;
  const double inner = twoLines ? std::max(titleWidth, legendRoom) : titleWidth + (legendRoom > 0 ? 16 + legendRoom : 0);
  const QSizeF size(std::ceil(inner + 2 * kPad_x), (twoLines ? 2 * line + 3 : line) + 2 * kPad_y);
  QImage image = canvasFor(size, pixelRatio);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  chip(painter, size, theme, kRadius);
  painter.setFont(titleFont);
  painter.setPen(theme.text);
  painter.drawText(QRectF(kPad_x, kPad_y, titleWidth + 2, line), Qt::AlignVCenter | Qt::AlignLeft, shown);
  painter.setFont(theme.font);
  if (legendRoom > 0)
    paintLegend(painter, legend, twoLines ? QPointF(kPad_x, kPad_y + line + 3) : QPointF(kPad_x + titleWidth + 16, kPad_y), line,
                theme);
  return image;
}

QImage noteImage(const QString& text, int width_limit, const CanvasTheme& theme, double pixelRatio) {
  const QFontMetricsF metrics(theme.font);
  const double room = std::min(420.0, width_limit - 40.0);
  if (room < 40) return {};
  const auto boxFor = [&](double width) {
    return metrics.boundingRect(QRectF(0, 0, width, 4000), Qt::TextWordWrap | Qt::AlignCenter, text);
  };
  QRectF needed = boxFor(room);
  // Lines of about the same length instead of a full one and a word.
  for (double width = room; width > 80; width -= 8) {
    const QRectF narrower = boxFor(width);
    if (narrower.height() > needed.height() || narrower.width() > room) break;
    needed = narrower;
  }
  const QSizeF size(std::ceil(needed.width()) + 32, std::ceil(needed.height()) + 22);
  QImage image = canvasFor(size, pixelRatio);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  chip(painter, size, theme, 9);
  painter.setFont(theme.font);
  painter.setPen(theme.text);
  painter.drawText(QRectF(QPointF(14, 0), size - QSizeF(28, 0)), Qt::TextWordWrap | Qt::AlignCenter, text);
  return image;
}

QImage emptyPageImage(QSize size, const QString& title, const QString& hint, bool dropping, const CanvasTheme& theme,
                      double pixelRatio) {
  QImage image = canvasFor(size, pixelRatio);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  const double margin = std::min(32.0, std::min(size.width(), size.height()) * 0.06);
  const double width = std::min(620.0, size.width() - 2 * margin), height = std::min(330.0, size.height() - 2 * margin);
  const QRectF zone((size.width() - width) / 2, (size.height() - height) / 2, width, height);
  QColor line = dropping ? theme.accent : theme.dimText;
  if (!dropping) line.setAlphaF(0.55F);
  QColor inside = dropping ? theme.accent : theme.text;
  inside.setAlphaF(dropping ? 0.12F : 0.025F);
  QPen pen(line, dropping ? 2.5 : 1.5, Qt::CustomDashLine, Qt::RoundCap);
  pen.setDashPattern({4, 4});
  painter.setPen(pen);
  painter.setBrush(inside);
  painter.drawRoundedRect(zone, 14, 14);

  QFont titleFont = theme.font;
  titleFont.setPointSizeF(theme.font.pointSizeF() * 1.5);
  titleFont.setWeight(QFont::DemiBold);
  const double room = width - 64;
  if (room < 40) return image;
  const QRectF titleBox =
      QFontMetricsF(titleFont).boundingRect(QRectF(0, 0, room, 4000), Qt::TextWordWrap | Qt::AlignHCenter, title);
  const QRectF hintBox =
      QFontMetricsF(theme.font).boundingRect(QRectF(0, 0, room, 4000), Qt::TextWordWrap | Qt::AlignHCenter, hint);
  const bool sign = 56 + 24 + titleBox.height() + 10 + hintBox.height() < height - 24;
  double y = zone.center().y() - ((sign ? 56 + 24 : 0) + titleBox.height() + 10 + hintBox.height()) / 2;
  if (sign) {
    paintPictureSign(painter, {zone.center().x(), y + 28}, dropping ? theme.accent : theme.dimText);
    y += 56 + 24;
  }
  painter.setFont(titleFont);
  painter.setPen(theme.text);
  painter.drawText(QRectF(zone.left() + 32, y, room, titleBox.height() + 2), Qt::TextWordWrap | Qt::AlignHCenter, title);
  y += titleBox.height() + 10;
  painter.setFont(theme.font);
  painter.setPen(theme.dimText);
  painter.drawText(QRectF(zone.left() + 32, y, room, hintBox.height() + 4), Qt::TextWordWrap | Qt::AlignHCenter, hint);
  return image;
}

QImage swipeGripImage(const CanvasTheme& theme, double pixelRatio) {
  QImage image = canvasFor({32, 32}, pixelRatio);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor solid = theme.chip;
  solid.setAlpha(255);
  painter.setBrush(solid);
  painter.setPen(QPen(theme.chipBorder, 1));
  painter.drawEllipse(QRectF(2.5, 2.5, 27, 27));
  painter.setPen(QPen(theme.text, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(QPolygonF({{12.5, 11.5}, {8.5, 16}, {12.5, 20.5}}));
  painter.drawPolyline(QPolygonF({{19.5, 11.5}, {23.5, 16}, {19.5, 20.5}}));
  return image;
}

}  // namespace ssa
