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
/// or arrow keys and opened by a click or Enter.
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
  QRectF cellRect(int row, int column) const;

  QSize sizeHint() const override { return {420, 440}; }
  QSize minimumSizeHint() const override { return {260, 280}; }

 Q_SIGNALS:
  void currentChanged();
  void opened(int row, int column);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  int count() const { return static_cast<int>(names_.size()); }
  int labelWidth() const { return labelWidth_; }
  double side() const;
  QRectF area() const;
  QColor colourOf(double value) const;
  QString textOf(double value) const;
  void paintScale(QPainter& painter, const QRectF& below) const;

  QStringList names_;
  std::vector<double> values_;
  bool signed_ = false, toOne_ = false;
  double largest_ = 1;
  int labelWidth_ = 0;  ///< measured once a matrix: every cell asks for it
  std::optional<std::pair<int, int>> current_;
};

}  // namespace ssa
