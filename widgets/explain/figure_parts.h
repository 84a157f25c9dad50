#pragma once

#include <QRectF>
#include <QString>

#include <functional>

class QPainter;
class QWidget;

namespace ssa {

/// What of a pane belongs into a figure: charts, matrices, tables, maps and the words above and below them, where they stand
/// on the screen; not the buttons and lists that steer them.
struct FigureParts {
  QSizeF size;  ///< pixels of the screen; empty where nothing is to be drawn
  std::function<void(QPainter&)> paint;
};

/// `title` stands above the parts. The widgets must outlive the painting.
FigureParts figurePartsOf(QWidget& pane, const QString& title);

}  // namespace ssa
