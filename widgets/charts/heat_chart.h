#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

namespace ssa {

/// A matrix as coloured cells: rows and columns are named, their meaning stands beside the axes, a cell can be chosen by
/// mouse or arrow keys and opened by a click or Enter. Shares are drawn on the accent's scale, cells of the diagonal in
/// the colour of success, because there a large value is good.
class HeatChart : public QWidget {
  Q_OBJECT

 public:
  struct Cell {
    int row = 0;
    int column = 0;
    friend bool operator==(const Cell&, const Cell&) = default;
  };
  explicit HeatChart(QWidget* parent = nullptr);

  void setAxisTitles(const QString& rows, const QString& columns);
  /// `shares`: rows × columns, 0..1, NaN where there is nothing to say.
  void setMatrix(const QStringList& rows, const QStringList& columns, std::vector<double> shares);
  void clear();
  bool isEmpty() const { return shares_.empty(); }
  double share(Cell cell) const;
  std::optional<Cell> current() const { return current_; }
  void setCurrent(std::optional<Cell> cell);
  /// Rings around cells that something else points at, stronger with their share 0..1 of it; gone with the matrix.
  struct Mark {
    Cell cell;
    double share = 0;
  };
  void setMarks(std::vector<Mark> marks);
  const std::vector<Mark>& marks() const { return marks_; }
  /// The cell at a place of this widget.
  std::optional<Cell> cellAt(QPointF pos) const;
  QRectF cellRect(Cell cell) const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void currentChanged();
  void opened(int row, int column);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QRectF area() const;
  double side() const;
  void measureLabels();

  QString rowTitle_, columnTitle_;
  QStringList rows_, columns_;
  std::vector<double> shares_;
  int labelWidth_ = 0;  ///< measured once a matrix and font: every cell asks for it
  std::optional<Cell> current_;
  std::vector<Mark> marks_;
};

}  // namespace ssa
