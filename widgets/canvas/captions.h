#pragma once

#include <QImage>
#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

#include "widgets/canvas/canvas_theme.h"

namespace ssa {

/// What the colours of a view mean, shown in its caption.
struct CaptionLegend {
  struct Entry {
    QColor colour;
    QString word;
  };
  struct Heat {
    float threshold = 0;
    bool below = false;
  };
  std::vector<Entry> entries;
  std::optional<Heat> heat;  ///< a bar from 0 to 1 with the part that is drawn
  bool empty() const { return entries.empty() && !heat; }
};

// Everything written on the canvas, painted once into an image (premultiplied, with its pixel ratio set) and drawn
// as a texture: real fonts and smooth edges at any scale, whatever the GL paint engine does.

/// A rounded caption, at most `width_limit` device-independent pixels wide; the legend moves to a second line
/// where there is no room, the title is cut.
QImage captionImage(const QString& title, const CaptionLegend& legend, int width_limit, const CanvasTheme& theme,
                    double pixelRatio);
/// A message in the middle of a view, wrapped.
QImage noteImage(const QString& text, int width_limit, const CanvasTheme& theme, double pixelRatio);
/// The page of an empty canvas: picture sign, title and hint inside a dashed drop zone.
QImage emptyPageImage(QSize size, const QString& title, const QString& hint, bool dropping, const CanvasTheme& theme,
                      double pixelRatio);
/// The grip of the swipe line.
QImage swipeGripImage(const CanvasTheme& theme, double pixelRatio);

}  // namespace ssa
