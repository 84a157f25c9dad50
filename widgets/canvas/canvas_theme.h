#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace ssa {

/// The canvas's own colours, taken from the window's palette.
struct CanvasTheme {
  bool dark = true;
  QColor background;  ///< around the picture
  QColor text, dimText;
  QColor chip, chipBorder;  ///< behind captions, readable on any picture
  QColor accent;
  QFont font;
  friend bool operator==(const CanvasTheme&, const CanvasTheme&) = default;
};

CanvasTheme canvasTheme(const QPalette& palette, const QFont& font);

}  // namespace ssa
