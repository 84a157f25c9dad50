#include "widgets/charts/heat_chart.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr int kTitle = 22;
constexpr int kLongestLabel = 110;
constexpr double kLargestCell = 44;

QColor mixed(const QColor& ground, const QColor& ink, double share) {
  const double t = std::clamp(share, 0.0, 1.0);
  const auto channel = [t](double a, double b) { return static_cast<float>(a + (b - a) * t); };
  return QColor::fromRgbF(channel(ground.redF(), ink.redF()), channel(ground.greenF(), ink.greenF()),
                          channel(ground.blueF(), ink.blueF()));
}

}  // namespace

HeatChart::HeatChart(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void HeatChart::setAxisTitles(const QString& rows, const QString& columns) {
  rowTitle_ = rows;
  columnTitle_ = columns;
  update();
}

void HeatChart::setMatrix(const QStringList& rows, const QStringList& columns, std::vector<double> shares) {
  rows_ = rows;
  columns_ = columns;
  shares_ = std::move(shares);
  current_.reset();
  marks_.clear();
  measureLabels();
  updateGeometry();
  update();
}

void HeatChart::clear() { setMatrix({}, {}, {}); }

double HeatChart::share(Cell cell) const {
  return shares_[static_cast<std::size_t>(cell.row) * static_cast<std::size_t>(columns_.size()) +
                 static_cast<std::size_t>(cell.column)];
}

void HeatChart::setCurrent(std::optional<Cell> cell) {
  if (cell == current_) return;
  current_ = cell;
  if (cell)
    setAccessibleDescription(tr("%1 taken for %2: %3 %")
                                 .arg(rows_[cell->row], columns_[cell->column])
                                 .arg(std::isfinite(share(*cell)) ? share(*cell) * 100 : 0, 0, 'f', 1));
  update();
  Q_EMIT currentChanged();
}

void HeatChart::setMarks(std::vector<Mark> marks) {
  marks_ = std::move(marks);
  update();
}

void HeatChart::measureLabels() {
  int wide = 0;
  for (const QString& name : rows_) wide = std::max(wide, fontMetrics().horizontalAdvance(name));
  labelWidth_ = std::min(kLongestLabel, wide) + 8;
}

void HeatChart::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) measureLabels();
}

double HeatChart::side() const {
  if (rows_.isEmpty()) return 0;
  const int labels = labelWidth_;
  const double wide = (width() - kTitle - labels - 4.0) / static_cast<double>(columns_.size());
  const double high = (height() - kTitle - labels - 4.0) / static_cast<double>(rows_.size());
  return std::clamp(std::min(wide, high), 2.0, kLargestCell);
}

QRectF HeatChart::area() const {
  const int labels = labelWidth_;
  return {static_cast<double>(kTitle + labels), static_cast<double>(kTitle + labels),
          side() * static_cast<double>(columns_.size()), side() * static_cast<double>(rows_.size())};
}

QRectF HeatChart::cellRect(Cell cell) const {
  const QRectF whole = area();
  return {whole.left() + cell.column * side(), whole.top() + cell.row * side(), side(), side()};
}

std::optional<HeatChart::Cell> HeatChart::cellAt(QPointF pos) const {
  const QRectF whole = area();
  if (isEmpty() || !whole.contains(pos)) return {};
  return Cell{std::min(static_cast<int>(rows_.size()) - 1, static_cast<int>((pos.y() - whole.top()) / side())),
              std::min(static_cast<int>(columns_.size()) - 1, static_cast<int>((pos.x() - whole.left()) / side()))};
}

QSize HeatChart::sizeHint() const {
  const int labels = labelWidth_ + kTitle;
  return {labels + static_cast<int>(columns_.size()) * 26 + 8, labels + static_cast<int>(rows_.size()) * 26 + 8};
}
QSize HeatChart::minimumSizeHint() const { return {260, 260}; }

void HeatChart::paintEvent(QPaintEvent*) {
  const Theme& theme = Theme::current();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (isEmpty()) return;
  const QRectF whole = area();
  const double cell = side();
  const bool labelled = cell >= fontMetrics().height() * 0.75, numbered = cell >= 30;
  QFont small = font();
  small.setPointSizeF(font().pointSizeF() * 0.85);
  for (int row = 0; row < rows_.size(); ++row)
    for (int column = 0; column < columns_.size(); ++column) {
      const double value = share({row, column});
      const QRectF box = cellRect({row, column}).adjusted(0.5, 0.5, -0.5, -0.5);
      const QColor ink = row == column ? theme.success : theme.accent;
      // The root lifts the small confusions, which are what one looks for, off the ground.
      const double strength = std::isfinite(value) ? std::sqrt(value) : 0;
      painter.fillRect(box, std::isfinite(value) ? mixed(theme.field, ink, strength) : theme.window);
      if (!numbered || !std::isfinite(value) || value < 0.0005) continue;
      const QColor ground = mixed(theme.field, ink, strength);
      painter.setPen(contrastRatio(theme.text, ground) >= contrastRatio(theme.surface, ground) ? theme.text : theme.surface);
      painter.setFont(small);
      painter.drawText(box, static_cast<int>(Qt::AlignCenter), QLocale().toString(value * 100, 'f', value < 0.0995 ? 1 : 0));
    }
  painter.setFont(font());
  painter.setPen(QPen(theme.line, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(whole);
  const int labels = labelWidth_;
  if (labelled)
    for (int row = 0; row < rows_.size(); ++row) {
      painter.setPen(current_ && current_->row == row ? theme.text : theme.muted);
      painter.drawText(QRectF(kTitle, whole.top() + row * cell, labels - 6, cell),
                       static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                       fontMetrics().elidedText(rows_[row], Qt::ElideRight, labels - 6));
    }
  if (labelled)
    for (int column = 0; column < columns_.size(); ++column) {
      painter.save();
      painter.translate(whole.left() + (column + 0.5) * cell, whole.top() - 4);
      painter.rotate(-90);
      painter.setPen(current_ && current_->column == column ? theme.text : theme.muted);
      painter.drawText(QRectF(0, -cell / 2, labels - 6, cell), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                       fontMetrics().elidedText(columns_[column], Qt::ElideRight, labels - 6));
      painter.restore();
    }
  QFont strong = font();
  strong.setWeight(QFont::DemiBold);
  painter.setFont(strong);
  painter.setPen(theme.text);
  painter.drawText(QRectF(whole.left(), 0, std::max(whole.width(), 200.0), kTitle),
                   static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), columnTitle_);
  painter.save();
  painter.translate(0, whole.bottom());
  painter.rotate(-90);
  painter.drawText(QRectF(0, 0, std::max(whole.height(), 200.0), kTitle), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                   rowTitle_);
  painter.restore();
  painter.setBrush(Qt::NoBrush);
  for (const Mark& mark : marks_) {
    QColor ring = theme.warning;
    ring.setAlphaF(static_cast<float>(0.35 + 0.65 * std::sqrt(std::clamp(mark.share, 0.0, 1.0))));
    painter.setPen(QPen(ring, std::clamp(cell * 0.12, 1.5, 3.0)));
    painter.drawRect(cellRect(mark.cell).adjusted(1, 1, -1, -1));
  }
  if (!current_) return;
  painter.setPen(QPen(theme.text, hasFocus() ? 2.5 : 1.5));
  painter.drawRect(cellRect(*current_));
}

void HeatChart::mouseMoveEvent(QMouseEvent* event) {
  if (const auto cell = cellAt(event->position())) setCurrent(cell);
}

void HeatChart::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  const auto cell = cellAt(event->position());
  if (!cell || event->button() != Qt::LeftButton) return;
  setCurrent(cell);
  Q_EMIT opened(cell->row, cell->column);
}

void HeatChart::keyPressEvent(QKeyEvent* event) {
  if (isEmpty()) return QWidget::keyPressEvent(event);
  Cell next = current_.value_or(Cell{});
  switch (event->key()) {
    case Qt::Key_Left:
      --next.column;
      break;
    case Qt::Key_Right:
      ++next.column;
      break;
    case Qt::Key_Up:
      --next.row;
      break;
    case Qt::Key_Down:
      ++next.row;
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (current_) Q_EMIT opened(current_->row, current_->column);
      return;
    default:
      return QWidget::keyPressEvent(event);
  }
  if (!current_) next = {};
  next.row = std::clamp(next.row, 0, static_cast<int>(rows_.size()) - 1);
  next.column = std::clamp(next.column, 0, static_cast<int>(columns_.size()) - 1);
  setCurrent(next);
}

}  // namespace ssa

#include "moc_heat_chart.cpp"
