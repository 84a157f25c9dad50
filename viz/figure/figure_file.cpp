#include "viz/figure/figure_file.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <cmath>

namespace ssa {
namespace {

constexpr double kPointsPerInch = 72, kMetresPerInch = 0.0254;

Error writeFault(const QString& reason) {
  return {ErrorCode::writeFailed, {{"path", "figure"}, {"reason", reason.toStdString()}}};
}

void describePdf(QPdfWriter& writer, QSizeF size, const FigureOptions& options) {
  const QSizeF points = size * (kPointsPerInch / options.dpi);
  writer.setPageLayout(QPageLayout(QPageSize(points, QPageSize::Point, {}, QPageSize::ExactMatch), QPageLayout::Portrait, {}));
  writer.setResolution(static_cast<int>(std::lround(options.dpi)));
  writer.setTitle(options.title);
  writer.setCreator(QStringLiteral("SSA Studio " SSA_VERSION));
}

}  // namespace

Result<QByteArray> renderFigure(QSizeF size, const FigureOptions& options, const std::function<void(QPainter&)>& paint) {
  const auto bad = [](const char* option, const char* expected) {
    return Error(ErrorCode::badOption, {{"option", option}, {"value", ""}, {"expected", expected}});
  };
  if (!(size.width() >= 1 && size.height() >= 1)) return bad("size", "something to draw");
  if (!(options.scale >= 0.5 && options.scale <= 16)) return bad("scale", "0.5..16");
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  switch (options.format) {
    case FigureFormat::pdf: {
      QPdfWriter writer(&buffer);
      describePdf(writer, size, options);
      QPainter painter;
      if (!painter.begin(&writer)) return writeFault(QStringLiteral("PDF"));
      paint(painter);
      break;
    }
    case FigureFormat::svg: {
      QSvgGenerator writer;
      writer.setOutputDevice(&buffer);
      writer.setSize(size.toSize());
      writer.setViewBox(QRectF({}, size));
      writer.setResolution(static_cast<int>(std::lround(options.dpi)));
      writer.setTitle(options.title);
      writer.setDescription(options.provenance);
      QPainter painter;
      if (!painter.begin(&writer)) return writeFault(QStringLiteral("SVG"));
      paint(painter);
      break;
    }
    case FigureFormat::png: {
      QImage image((size * options.scale).toSize(), QImage::Format_RGB32);
      image.setDevicePixelRatio(options.scale);
      image.fill(Qt::white);
      QPainter painter;
      if (image.isNull() || !painter.begin(&image)) return writeFault(QStringLiteral("PNG"));
      paint(painter);
      painter.end();
      image.setDotsPerMeterX(static_cast<int>(std::lround(options.dpi * options.scale / kMetresPerInch)));
      image.setDotsPerMeterY(image.dotsPerMeterX());
      QImageWriter writer(&buffer, "png");
      writer.setText(QStringLiteral("Title"), options.title);
      writer.setText(QStringLiteral("provenance"), options.provenance);
      if (!writer.write(image)) return writeFault(writer.errorString());
      break;
    }
  }
  return bytes;
}

}  // namespace ssa
