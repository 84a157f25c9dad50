#pragma once

#include <QImage>
#include <QPointF>
#include <QRectF>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

#include "app/session/explain/cell_set.h"
#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/palette.h"

namespace ssa {

/// The picture beside the instruments: a mask or an instrument's overlay over it, and the selected places bright on a
/// darkened ground. The wheel zooms at the cursor, the middle button or Space pans, dragging selects a rectangle. Places
/// are 0..1 across and down the picture. Pictures beyond the screen's needs are shown reduced.
class ExplainViewport : public QWidget {
  Q_OBJECT

 public:
  explicit ExplainViewport(QWidget* parent);

  void setPicture(std::shared_ptr<const Image8> image);
  /// `mask` null = the picture alone; `palette` by class id, `visible` likewise.
  void setMask(std::shared_ptr<const LabelMap> mask, const Palette& palette, const std::vector<bool>& visible);
  void setMaskOpacity(double opacity);
  /// Instead of the mask, stretched over the whole picture; null image = none.
  void setOverlay(const QImage& overlay);
  void setSelection(const CellSet& cells);
  const CellSet& selection() const { return selection_; }
  void setEmptyText(const QString& text);

  void fit();
  /// Screen pixels per picture pixel, in device-independent pixels.
  double zoom() const { return zoom_; }
  void zoomAt(double factor, QPointF pos_in_widget);
  QPointF placeFromWidget(QPointF pos_in_widget) const;
  QPointF widgetFromPlace(QPointF place) const;

  QSize sizeHint() const override { return {480, 400}; }
  QSize minimumSizeHint() const override { return {200, 160}; }

 Q_SIGNALS:
  void hovered(std::optional<QPointF> place);
  void clicked(QPointF place, Qt::KeyboardModifiers modifiers);
  /// A rectangle was dragged; Shift adds to what is selected, Ctrl takes away.
  void selected(QRectF place, Qt::KeyboardModifiers modifiers);
  void cleared();  ///< Esc

 protected:
  /// Keeps its own keys from the window's shortcuts.
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;

 private:
  QRectF pictureRect() const;
  void paintSelection(QPainter& painter, const QRectF& place) const;
  QString accessibleState() const;

  std::shared_ptr<const Image8> image_;
  QImage picture_, mask_, overlay_, shade_;
  std::vector<QLineF> outline_;  ///< of the selection, 0..1
  CellSet selection_;
  QString emptyText_;
  double opacity_ = 0.6;
  double zoom_ = 1;
  QPointF centre_{0.5, 0.5};
  bool fitted_ = true;
  std::optional<QPointF> pressed_, grabbed_, rubber_;
  bool spaceHeld_ = false;
};

}  // namespace ssa
