#pragma once

#include <QColor>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

namespace ssa {

/// K×K numbers as cells with their values where there is room, between names; a scale below. Shares run through the heat
/// colours, differences from blue over the ground to orange, so both read without colour vision. A cell is chosen by mouse
/// or arrow keys and opened by a click or Enter. The wheel, or + and -, come nearer until every value is read; dragging
/// moves what is shown, 0 shows the whole again.
class RelationMatrixView : public QWidget {
  Q_OBJECT

 public:
  explicit RelationMatrixView(QWidget* parent);

  /// `values`: rows × rows. `signedValues`: a difference.
  void setMatrix(const QStringList& names, std::vector<double> values, bool signedValues);
  void clear() { setMatrix({}, {}, false); }
  bool isEmpty() const { return values_.empty(); }
  /// The value drawn in the strongest colour: the largest off the diagonal, or 1.
  void setFullScale(bool toOne);
  double fullScale() const;
  double value(int row, int column) const;

  std::optional<std::pair<int, int>> current() const { return current_; }
  void setCurrent(std::optional<std::pair<int, int>> cell);
  std::optional<std::pair<int, int>> cellAt(QPointF pos) const;
  /// Where a cell lies; outside `area` while it is out of sight.
  QRectF cellRect(int row, int column) const;
  /// Where cells are shown.
  QRectF area() const;
  /// 1 = the whole matrix in sight.
  double zoom() const { return zoom_; }
  /// What lies under `pos` stays there.
  void setZoom(double zoom, QPointF pos);
  /// Whether the cells are large enough for their values.
  bool isNumbered() const;

  QSize sizeHint() const override { return {420, 440}; }
  QSize minimumSizeHint() const override { return {260, 280}; }

 Q_SIGNALS:
  void currentChanged();
  void opened(int row, int column);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  int count() const { return static_cast<int>(names_.size()); }
  void measureLabels();
  double wholeSide() const;  ///< of a cell with the whole matrix in sight
  double side() const { return wholeSide() * zoom_; }
  double largestZoom() const;
  void moveTo(QPointF offset);
  void bringIntoSight(int row, int column);
  void paintCells(QPainter& painter) const;
  void paintNames(QPainter& painter) const;
  QColor colourOf(double value) const;
  QString textOf(double value) const;
  void paintScale(QPainter& painter, const QRectF& below) const;

  QStringList names_;
  std::vector<double> values_;
  bool signed_ = false, toOne_ = false;
  double largest_ = 1;
  int labelWidth_ = 0;  ///< measured once a matrix: every cell asks for it
  double zoom_ = 1;
  QPointF offset_;                  ///< of what is shown into the whole matrix, px
  std::optional<QPointF> grabbed_;  ///< where the button went down
  QPointF grabbedOffset_;
  bool dragging_ = false;
  std::optional<std::pair<int, int>> current_;
};

}  // namespace ssa
