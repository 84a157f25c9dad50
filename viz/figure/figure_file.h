#pragma once

#include <QByteArray>
#include <QSizeF>
#include <QString>

#include <functional>

#include "engine/core/result.h"

class QPainter;

namespace ssa {

enum class FigureFormat { pdf, svg, png };

/// How a figure becomes a file.
struct FigureOptions {
  FigureFormat format = FigureFormat::pdf;
  double scale = 2;    ///< png: pixels of the file for one pixel of the screen
  double dpi = 96;     ///< of the screen: what a pixel of `paint` measures
  QString title;       ///< of the document
  QString provenance;  ///< kept in the file where the format has a place for it
};

/// The bytes of a figure of `size` pixels of the screen that `paint` draws. In PDF and SVG lines are lines and text is text,
/// with its fonts embedded (PDF); pictures keep their own resolution. Errors: badOption (`size` empty, `scale` outside
/// 0.5..16), writeFailed.
Result<QByteArray> renderFigure(QSizeF size, const FigureOptions& options, const std::function<void(QPainter&)>& paint);

}  // namespace ssa
