#pragma once

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

#include "widgets/charts/chart_axis.h"

class QPainter;

namespace ssa {

/// One curve. NaN interrupts the line.
struct ChartSeries {
  QString title;
  int colour = 0;  ///< see seriesColour
  std::vector<double> x;
  std::vector<double> y;  ///< as long as `x`
  bool dots = false;      ///< mark every point: for few of them
  bool dashed = false;
  std::vector<double> low = {};   ///< of the interval around y, as long as `y`; empty = none, NaN interrupts the band
  std::vector<double> high = {};  ///< likewise
};

/// Curves over a common axis with the values under the mouse or, with the keyboard's focus, under the arrow keys.
/// A hundred thousand points cost what the columns of the screen cost.
class LineChart : public QWidget {
  Q_OBJECT

 public:
  explicit LineChart(QWidget* parent = nullptr);

  /// `unit` stands behind every value (`%`).
  void setTitle(const QString& title, const QString& unit = {});
  /// Small words right of the title: a weight, the last value.
  void setNote(const QString& note);
  void setXTitle(const QString& title);
  /// What stands there without curves.
  void setEmptyText(const QString& text);
  void setLogarithmic(bool on);
  /// The smallest and largest x; without it the axis spans the data.
  void setXRange(double low, double high);
  void setSeries(std::vector<ChartSeries> series);
  const std::vector<ChartSeries>& series() const { return series_; }

  /// The x whose values are shown, if any.
  std::optional<double> marked() const { return mark_; }
  void setMarked(std::optional<double> x);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void markChanged(std::optional<double> x);
  /// A click or Enter at the marked x.
  void picked(double x);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  bool isEmpty() const;
  bool hasLegend() const { return series_.size() > 1; }
  QRectF plotArea() const;
  ChartAxis xAxis() const;
  ChartAxis yAxis() const;
  std::optional<double> nearestX(double x) const;
  void describeForReaders();
  void drawHead(QPainter& painter) const;
  void drawGrid(QPainter& painter, const QRectF& area) const;
  void drawBand(QPainter& painter, const QRectF& area, const ChartSeries& series) const;
  void drawSeries(QPainter& painter, const QRectF& area, const ChartSeries& series) const;
  void drawMark(QPainter& painter, const QRectF& area) const;
  QString text(double value) const;

  QString title_, unit_, note_, xTitle_, empty_;
  std::vector<ChartSeries> series_;
  std::optional<std::pair<double, double>> xRange_;
  std::optional<double> mark_;
  bool logarithmic_ = false;
  ChartAxis x_, y_;
};

}  // namespace ssa
