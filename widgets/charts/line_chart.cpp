#include "widgets/charts/line_chart.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/charts/series_colour.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr int kPad = 10;
constexpr double kLine = 1.5;
constexpr float kBandOpacity = 0.2F;

}  // namespace

LineChart::LineChart(QWidget* parent) : QWidget(parent), empty_(tr("Nothing to draw yet")) {
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LineChart::setTitle(const QString& title, const QString& unit) {
  title_ = title;
  unit_ = unit;
  setAccessibleName(title);
  update();
}

void LineChart::setNote(const QString& note) {
  note_ = note;
  update();
}

void LineChart::setXTitle(const QString& title) {
  xTitle_ = title;
  update();
}

void LineChart::setEmptyText(const QString& text) {
  empty_ = text;
  update();
}

void LineChart::setLogarithmic(bool on) {
  logarithmic_ = on;
  y_ = yAxis();
  update();
}

void LineChart::setXRange(double low, double high) {
  xRange_ = std::pair(low, high);
  x_ = xAxis();
  update();
}

void LineChart::setSeries(std::vector<ChartSeries> series) {
  series_ = std::move(series);
  x_ = xAxis();
  y_ = yAxis();
  describeForReaders();
  update();
}

void LineChart::setMarked(std::optional<double> x) {
  if (mark_ == x) return;
  mark_ = x;
  update();
}

QSize LineChart::sizeHint() const { return {280, 168}; }
QSize LineChart::minimumSizeHint() const { return {180, 120}; }

bool LineChart::isEmpty() const {
  return std::all_of(series_.begin(), series_.end(), [](const ChartSeries& s) {
    return std::none_of(s.y.begin(), s.y.end(), [](double y) { return std::isfinite(y); });
  });
}

void LineChart::describeForReaders() {
  QStringList words;
  for (const ChartSeries& series : series_)
    if (!series.y.empty()) words += tr("%1: %2 at %3").arg(series.title, text(series.y.back()), shortNumber(series.x.back()));
  setAccessibleDescription(words.join(QStringLiteral("; ")));
}

QString LineChart::text(double value) const {
  if (!std::isfinite(value)) return tr("not finite");
  return unit_.isEmpty() ? shortNumber(value) : shortNumber(value) + QLatin1Char(' ') + unit_;
}

ChartAxis LineChart::xAxis() const {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const ChartSeries& series : series_)
    for (const double x : series.x) low = std::min(low, x), high = std::max(high, x);
  if (xRange_) low = xRange_->first, high = std::max(xRange_->second, std::isfinite(high) ? high : xRange_->second);
  ChartAxis axis = ChartAxis::linear(low, high, 4);
  // The curve reaches the edge of the area; only the ticks are round.
  if (low < high) {
    axis.low = low;
    axis.high = high;
    std::erase_if(axis.ticks, [&](double tick) { return tick < low || tick > high; });
  }
  return axis;
}

ChartAxis LineChart::yAxis() const {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const ChartSeries& series : series_)
    for (const std::vector<double>* values : {&series.y, &series.low, &series.high})
      for (const double y : *values)
        if (std::isfinite(y) && !(logarithmic_ && y <= 0)) low = std::min(low, y), high = std::max(high, y);
  return logarithmic_ ? ChartAxis::powers(low, high, 4) : ChartAxis::linear(low, high, 4);
}

QRectF LineChart::plotArea() const {
  const int line = fontMetrics().height();
  int labels = 0;
  for (const double tick : y_.ticks) labels = std::max(labels, fontMetrics().horizontalAdvance(shortNumber(tick)));
  const int head = kPad + line + 6 + (hasLegend() ? line + 4 : 0);
  const int foot = line + 6 + (xTitle_.isEmpty() ? 0 : line) + kPad / 2;
  return QRectF(rect()).adjusted(kPad + labels + 6, head, -kPad - 4, -foot);
}

void LineChart::paintEvent(QPaintEvent*) {
  const Theme& theme = Theme::current();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(hasFocus() ? theme.accent : theme.line);
  painter.setBrush(theme.surface);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
  drawHead(painter);
  if (isEmpty()) {
    painter.setPen(theme.muted);
    painter.drawText(rect().adjusted(kPad, kPad + fontMetrics().height(), -kPad, -kPad),
                     static_cast<int>(Qt::AlignCenter | Qt::TextWordWrap), empty_);
    return;
  }
  const QRectF area = plotArea();
  if (area.width() < 20 || area.height() < 20) return;
  drawGrid(painter, area);
  painter.save();
  painter.setClipRect(area.adjusted(-3, -3, 3, 3));
  for (const ChartSeries& series : series_) drawBand(painter, area, series);
  for (const ChartSeries& series : series_) drawSeries(painter, area, series);
  painter.restore();
  if (mark_) drawMark(painter, area);
}

void LineChart::drawHead(QPainter& painter) const {
  const Theme& theme = Theme::current();
  QFont strong = font();
  strong.setWeight(QFont::DemiBold);
  const int line = fontMetrics().height();
  const QRect head(kPad, kPad, width() - 2 * kPad, line);
  const int noted = note_.isEmpty() ? 0 : std::min(head.width() * 2 / 3, fontMetrics().horizontalAdvance(note_) + 4);
  painter.setPen(theme.muted);
  painter.drawText(head, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                   fontMetrics().elidedText(note_, Qt::ElideRight, head.width() * 2 / 3));
  painter.setFont(strong);
  painter.setPen(theme.text);
  painter.drawText(head, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                   QFontMetrics(strong).elidedText(title_, Qt::ElideRight, head.width() - noted - 6));
  painter.setFont(font());
  if (!hasLegend()) return;
  int left = kPad;
  const int top = kPad + line + 4, each = (width() - 2 * kPad) / static_cast<int>(series_.size());
  for (const ChartSeries& series : series_) {
    painter.setPen(QPen(seriesColour(series.colour), 2, series.dashed ? Qt::DashLine : Qt::SolidLine));
    painter.drawLine(QPointF(left, top + line / 2.0), QPointF(left + 14, top + line / 2.0));
    painter.setPen(theme.muted);
    const int room = std::max(24, each - 26);
    const QString name = fontMetrics().elidedText(series.title, Qt::ElideMiddle, room);
    painter.drawText(QRect(left + 18, top, room, line), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), name);
    left += 18 + fontMetrics().horizontalAdvance(name) + 12;
  }
}

void LineChart::drawGrid(QPainter& painter, const QRectF& area) const {
  const Theme& theme = Theme::current();
  const int line = fontMetrics().height();
  for (const double tick : y_.ticks) {
    const double y = area.bottom() - y_.place(tick) * area.height();
    painter.setPen(QPen(theme.line, 1));
    painter.drawLine(QPointF(area.left(), std::round(y) + 0.5), QPointF(area.right(), std::round(y) + 0.5));
    painter.setPen(theme.muted);
    painter.drawText(QRectF(0, y - line / 2.0, area.left() - 6, line), static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                     shortNumber(tick));
  }
  for (const double tick : x_.ticks) {
    const double x = area.left() + x_.place(tick) * area.width();
    const QString label = shortNumber(tick);
    const double wide = fontMetrics().horizontalAdvance(label) + 2;
    const double left = std::clamp(x - wide / 2, area.left() - 4, std::max(area.left() - 4, width() - wide - 4.0));
    painter.setPen(theme.muted);
    painter.drawText(QRectF(left, area.bottom() + 4, wide, line), static_cast<int>(Qt::AlignCenter), label);
  }
  if (xTitle_.isEmpty()) return;
  painter.setPen(theme.muted);
  painter.drawText(QRectF(area.left(), area.bottom() + 4 + line, area.width(), line), static_cast<int>(Qt::AlignCenter), xTitle_);
}

void LineChart::drawBand(QPainter& painter, const QRectF& area, const ChartSeries& series) const {
  QColor colour = seriesColour(series.colour);
  colour.setAlphaF(kBandOpacity);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  const std::size_t count = std::min({series.x.size(), series.low.size(), series.high.size()});
  QPolygonF upper, lower;
  const auto close = [&] {
    std::reverse(lower.begin(), lower.end());
    painter.drawPolygon(upper + lower);
    upper.clear();
    lower.clear();
  };
  for (std::size_t i = 0; i < count; ++i) {
    if (!std::isfinite(series.low[i]) || !std::isfinite(series.high[i])) {
      close();
      continue;
    }
    const double x = area.left() + x_.place(series.x[i]) * area.width();
    upper += QPointF(x, area.bottom() - y_.place(series.high[i]) * area.height());
    lower += QPointF(x, area.bottom() - y_.place(series.low[i]) * area.height());
  }
  close();
}

void LineChart::drawSeries(QPainter& painter, const QRectF& area, const ChartSeries& series) const {
  const QColor colour = seriesColour(series.colour);
  painter.setPen(QPen(colour, kLine, series.dashed ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  const auto at = [&](double x, double y) {
    return QPointF(area.left() + x_.place(x) * area.width(), area.bottom() - y_.place(y) * area.height());
  };
  const std::size_t count = std::min(series.x.size(), series.y.size());
  // Of many points in one column of the screen the lowest and the highest are drawn.
  const std::size_t stride = std::max<std::size_t>(1, count / (2 * static_cast<std::size_t>(std::max(1.0, area.width()))));
  QPainterPath path;
  bool open = false;
  std::vector<QPointF> points;
  for (std::size_t start = 0; start < count; start += stride) {
    const std::size_t end = std::min(count, start + stride);
    std::optional<std::size_t> low, high;
    bool torn = false;
    for (std::size_t i = start; i < end; ++i) {
      if (!std::isfinite(series.y[i]) || (logarithmic_ && series.y[i] <= 0)) {
        torn = true;
        continue;
      }
      if (!low || series.y[i] < series.y[*low]) low = i;
      if (!high || series.y[i] > series.y[*high]) high = i;
    }
    if (!low) {
      open = false;
      continue;
    }
    for (const std::size_t i : {std::min(*low, *high), std::max(*low, *high)}) {
      const QPointF point = at(series.x[i], series.y[i]);
      open ? path.lineTo(point) : path.moveTo(point);
      open = true;
      points.push_back(point);
      if (*low == *high) break;
    }
    if (torn) open = false;
  }
  painter.drawPath(path);
  if (!series.dots && points.size() > 1) return;
  painter.setBrush(colour);
  painter.setPen(Qt::NoPen);
  for (const QPointF& point : points) painter.drawEllipse(point, 2.5, 2.5);
}

void LineChart::drawMark(QPainter& painter, const QRectF& area) const {
  const Theme& theme = Theme::current();
  const double x = area.left() + x_.place(*mark_) * area.width();
  if (x < area.left() - 1 || x > area.right() + 1) return;
  painter.setPen(QPen(theme.muted, 1, Qt::DotLine));
  painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
  struct Line {
    QString words;
    QColor colour;
  };
  std::vector<Line> lines;
  for (const ChartSeries& series : series_) {
    const auto after = std::lower_bound(series.x.begin(), series.x.end(), *mark_);
    if (after == series.x.end() || *after != *mark_) continue;
    const auto at = static_cast<std::size_t>(after - series.x.begin());
    const double value = series.y[at];
    const QColor colour = seriesColour(series.colour);
    QString words = text(value);
    if (at < series.low.size() && at < series.high.size() && std::isfinite(series.low[at]))
      words += QStringLiteral(" [%1, %2]").arg(shortNumber(series.low[at]), shortNumber(series.high[at]));
    lines.push_back({hasLegend() ? QStringLiteral("%1  %2").arg(series.title, words) : words, colour});
    if (!std::isfinite(value)) continue;
    painter.setBrush(colour);
    painter.setPen(QPen(theme.surface, 1.5));
    painter.drawEllipse(QPointF(x, area.bottom() - y_.place(value) * area.height()), 4, 4);
  }
  const int line = fontMetrics().height() + 2;
  const QString place = QStringLiteral("%1 %2").arg(xTitle_, QLocale().toString(*mark_, 'f', 0)).trimmed();
  int wide = fontMetrics().horizontalAdvance(place);
  for (Line& each : lines) {
    each.words = fontMetrics().elidedText(each.words, Qt::ElideMiddle, static_cast<int>(area.width() * 0.8));
    wide = std::max(wide, fontMetrics().horizontalAdvance(each.words) + 12);
  }
  QRectF box(0, 0, wide + 14, line * (static_cast<int>(lines.size()) + 1) + 8);
  box.moveTopLeft({x + 8, area.top() + 2});
  if (box.right() > width() - 2) box.moveRight(x - 8);
  if (box.left() < 2) box.moveLeft(2);
  painter.setPen(theme.edge);
  painter.setBrush(theme.surface);
  painter.drawRoundedRect(box, 4, 4);
  painter.setPen(theme.muted);
  double top = box.top() + 4;
  painter.drawText(QRectF(box.left() + 7, top, box.width() - 10, line), static_cast<int>(Qt::AlignVCenter), place);
  for (const Line& each : lines) {
    top += line;
    painter.setPen(Qt::NoPen);
    painter.setBrush(each.colour);
    painter.drawEllipse(QPointF(box.left() + 11, top + line / 2.0), 3.5, 3.5);
    painter.setPen(theme.text);
    painter.drawText(QRectF(box.left() + 19, top, box.width() - 22, line), static_cast<int>(Qt::AlignVCenter), each.words);
  }
}

std::optional<double> LineChart::nearestX(double x) const {
  std::optional<double> best;
  for (const ChartSeries& series : series_) {
    if (series.x.empty()) continue;
    auto after = std::lower_bound(series.x.begin(), series.x.end(), x);
    if (after == series.x.end()) --after;
    for (const double candidate : {*after, after == series.x.begin() ? *after : *(after - 1)})
      if (!best || std::abs(candidate - x) < std::abs(*best - x)) best = candidate;
  }
  return best;
}

void LineChart::mouseMoveEvent(QMouseEvent* event) {
  const QRectF area = plotArea();
  std::optional<double> next;
  if (area.adjusted(-6, -6, 6, 6).contains(event->position()) && !isEmpty())
    next = nearestX(x_.low + (event->position().x() - area.left()) / area.width() * (x_.high - x_.low));
  if (next == mark_) return;
  setMarked(next);
  Q_EMIT markChanged(next);
}

void LineChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && mark_) Q_EMIT picked(*mark_);
}

void LineChart::leaveEvent(QEvent*) {
  setMarked({});
  Q_EMIT markChanged({});
}

void LineChart::focusOutEvent(QFocusEvent* event) {
  leaveEvent(event);
  QWidget::focusOutEvent(event);
}

void LineChart::keyPressEvent(QKeyEvent* event) {
  const int key = event->key();
  if ((key == Qt::Key_Return || key == Qt::Key_Enter) && mark_) return Q_EMIT picked(*mark_);
  if ((key != Qt::Key_Left && key != Qt::Key_Right) || isEmpty()) return QWidget::keyPressEvent(event);
  std::vector<double> places;
  for (const ChartSeries& series : series_) places.insert(places.end(), series.x.begin(), series.x.end());
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  auto here = mark_ ? std::lower_bound(places.begin(), places.end(), *mark_) : places.end() - 1;
  if (mark_) {
    if (key == Qt::Key_Left && here != places.begin()) --here;
    if (key == Qt::Key_Right && here + 1 < places.end()) ++here;
  }
  setMarked(*here);
  Q_EMIT markChanged(mark_);
}

}  // namespace ssa

#include "moc_line_chart.cpp"
