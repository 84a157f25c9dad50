#pragma once

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QString>
#include <QWidget>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace ssa {

/// What a tile shows.
struct MapPane {
  struct Heat {
    QString low, high;  ///< the ends of the scale, in words
  };
  QImage image;                                      ///< stretched over the whole shape; transparent cells are hatched
  QSize shape;                                       ///< of the picture it belongs to
  std::optional<Heat> heat;                          ///< scale below the image
  std::vector<std::pair<QColor, QString>> swatches;  ///< or single colours with their meaning
  std::function<QString(QPointF)> valueAt;           ///< value at a place, 0..1 across and down
};

/// A map with its title above and its scale below. Pointing at it shows the value there; a place pointed at in another
/// tile of the same picture is marked and read out too.
class MapTile : public QWidget {
  Q_OBJECT

 public:
  MapTile(const QString& title, QWidget* parent);
  void setPane(MapPane pane);
  const MapPane& pane() const { return pane_; }
  /// The place read out, 0..1 across and down.
  void setPlace(std::optional<QPointF> place);
  /// What is read out at the place; empty where there is none.
  QString valueText() const;

  QSize sizeHint() const override { return {260, 220}; }
  QSize minimumSizeHint() const override { return {120, 110}; }

 Q_SIGNALS:
  void pointedAt(std::optional<QPointF> place);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  int lineHeight() const { return fontMetrics().height() + 4; }
  QRectF imageRect() const;
  void paintScale(QPainter& painter, const QRectF& below) const;

  QString title_;
  MapPane pane_;
  std::optional<QPointF> place_;
};

}  // namespace ssa
