#include "widgets/explain/relation_matrix_view.h"

#include <QKeyEvent>
#include <QLinearGradient>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

#include "widgets/canvas/heat_colours.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr int kLongestName_px = 96;
constexpr double kLargestCell_px = 56, kNumberedCell_px = 30;
constexpr int kScaleHeight_px = 34;
constexpr QRgb kLess = 0xff1f6fb5, kMore = 0xffc25a00;  // blue and orange stay apart for every kind of vision

QColor between(const QColor& a, const QColor& b, double t) {
  const auto channel = [t](double x, double y) { return static_cast<float>(x + (y - x) * t); };
  return QColor::fromRgbF(channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()), channel(a.blueF(), b.blueF()));
}

}  // namespace

RelationMatrixView::RelationMatrixView(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void RelationMatrixView::setMatrix(const QStringList& names, std::vector<double> values, bool signedValues) {
  names_ = names;
  values_ = std::move(values);
  signed_ = signedValues;
  int wide = 0;
  for (const QString& name : names_) wide = std::max(wide, fontMetrics().horizontalAdvance(name));
  labelWidth_ = std::min(kLongestName_px, wide) + 10;
  largest_ = 0;
  for (int row = 0; row < count(); ++row)
    for (int column = 0; column < count(); ++column)
      if ((row != column || signed_) && std::isfinite(value(row, column)))
        largest_ = std::max(largest_, std::abs(value(row, column)));
  if (largest_ <= 0) largest_ = 1;
  if (current_ && (current_->first >= count() || current_->second >= count())) current_.reset();
  QWidget::update();
}

void RelationMatrixView::setFullScale(bool toOne) {
  toOne_ = toOne;
  QWidget::update();
}

double RelationMatrixView::fullScale() const { return toOne_ ? 1 : largest_; }

double RelationMatrixView::value(int row, int column) const {
  return values_[static_cast<std::size_t>(row) * static_cast<std::size_t>(count()) + static_cast<std::size_t>(column)];
}

void RelationMatrixView::setCurrent(std::optional<std::pair<int, int>> cell) {
  if (cell == current_) return;
  current_ = cell;
  if (cell)
    setAccessibleDescription(
        tr("%1 to %2: %3").arg(names_[cell->first], names_[cell->second], textOf(value(cell->first, cell->second))));
  QWidget::update();
  Q_EMIT currentChanged();
}

double RelationMatrixView::side() const {
  if (count() == 0) return 0;
  const int labels = labelWidth();
  const double room = std::min(width() - labels - 8.0, height() - labels - kScaleHeight_px - 4.0);
  return std::clamp(room / count(), 2.0, kLargestCell_px);
}

QRectF RelationMatrixView::area() const {
  const double labels = labelWidth(), whole = side() * count();
  return {labels, labels, whole, whole};
}

QRectF RelationMatrixView::cellRect(int row, int column) const {
  const QRectF whole = area();
  return {whole.left() + column * side(), whole.top() + row * side(), side(), side()};
}

std::optional<std::pair<int, int>> RelationMatrixView::cellAt(QPointF pos) const {
  const QRectF whole = area();
  if (isEmpty() || !whole.contains(pos)) return {};
  const auto index = [this](double offset) { return std::clamp(static_cast<int>(offset / side()), 0, count() - 1); };
  return std::pair(index(pos.y() - whole.top()), index(pos.x() - whole.left()));
}

QColor RelationMatrixView::colourOf(double value) const {
  const Theme& theme = Theme::current();
  if (!std::isfinite(value)) return theme.window;
  const double place = std::clamp(std::abs(value) / fullScale(), 0.0, 1.0);
  if (signed_) return between(theme.field, QColor::fromRgb(value < 0 ? kLess : kMore), place);
  const Rgb& c = heatColours()[static_cast<std::size_t>(std::lround(place * 255))];
  return QColor(c.r, c.g, c.b);
}

QString RelationMatrixView::textOf(double value) const {
  if (!std::isfinite(value)) return tr("none");
  const double size = std::abs(value);
  const QString digits = QLocale().toString(value, 'f', size >= 0.0995 ? 2 : 3);
  return signed_ && value > 0 ? QLatin1Char('+') + digits : digits;
}

void RelationMatrixView::paintEvent(QPaintEvent*) {
  if (isEmpty()) return;
  const Theme& theme = Theme::current();
  QPainter painter(this);
  const QRectF whole = area();
  const double cell = side();
  const bool numbered = cell >= kNumberedCell_px, named = cell >= fontMetrics().height() * 0.8;
  QFont small = font();
  small.setPointSizeF(font().pointSizeF() * 0.85);
  painter.setFont(small);
  for (int row = 0; row < count(); ++row)
    for (int column = 0; column < count(); ++column) {
      const double v = value(row, column);
      const QColor ground = colourOf(v);
      const double gap = cell >= 8 ? 0.5 : 0;
      painter.fillRect(cellRect(row, column).adjusted(gap, gap, -gap, -gap), ground);
      if (!numbered || !std::isfinite(v) || std::abs(v) < 0.0005) continue;
      painter.setPen(contrastRatio(Qt::white, ground) >= contrastRatio(Qt::black, ground) ? Qt::white : Qt::black);
      painter.drawText(cellRect(row, column), static_cast<int>(Qt::AlignCenter), textOf(v));
    }
  painter.setFont(font());
  if (named) {
    const int labels = labelWidth() - 8;
    for (int i = 0; i < count(); ++i) {
      const QString name = fontMetrics().elidedText(names_[i], Qt::ElideRight, labels);
      painter.setPen(current_ && current_->first == i ? theme.text : theme.muted);
      painter.drawText(QRectF(0, whole.top() + i * cell, labels, cell), static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                       name);
      painter.setPen(current_ && current_->second == i ? theme.text : theme.muted);
      painter.save();
      painter.translate(whole.left() + (i + 0.5) * cell, whole.top() - 6);
      painter.rotate(-90);
      painter.drawText(QRectF(0, -cell / 2, labels, cell), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), name);
      painter.restore();
    }
  }
  if (current_) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.surface, hasFocus() ? 5 : 4));
    painter.drawRect(cellRect(current_->first, current_->second));
    painter.setPen(QPen(theme.text, hasFocus() ? 2.5 : 1.5));
    painter.drawRect(cellRect(current_->first, current_->second));
  }
  paintScale(painter, {whole.left(), whole.bottom() + 8, std::clamp(whole.width(), 120.0, 280.0), kScaleHeight_px - 12.0});
}

void RelationMatrixView::paintScale(QPainter& painter, const QRectF& below) const {
  const Theme& theme = Theme::current();
  const QString low = signed_ ? textOf(-fullScale()) : QStringLiteral("0"), high = textOf(fullScale());
  const double lowWidth = fontMetrics().horizontalAdvance(low) + 6.0, highWidth = fontMetrics().horizontalAdvance(high) + 6.0;
  const QRectF bar(below.left() + lowWidth, below.center().y() - 4, below.width() - lowWidth - highWidth, 8);
  QLinearGradient ramp(bar.topLeft(), bar.topRight());
  for (int i = 0; i <= 16; ++i) {
    const double t = i / 16.0;
    ramp.setColorAt(t, colourOf((signed_ ? 2 * t - 1 : t) * fullScale()));
  }
  painter.fillRect(bar, ramp);
  painter.setPen(theme.muted);
  painter.drawText(below, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), low);
  painter.drawText(below, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), high);
}

void RelationMatrixView::mouseMoveEvent(QMouseEvent* event) {
  if (const auto cell = cellAt(event->position())) setCurrent(cell);
}

void RelationMatrixView::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  const auto cell = cellAt(event->position());
  if (!cell || event->button() != Qt::LeftButton) return;
  setCurrent(cell);
  Q_EMIT opened(cell->first, cell->second);
}

void RelationMatrixView::keyPressEvent(QKeyEvent* event) {
  if (isEmpty()) return QWidget::keyPressEvent(event);
  auto next = current_.value_or(std::pair(0, 0));
  switch (event->key()) {
    case Qt::Key_Left:
      --next.second;
      break;
    case Qt::Key_Right:
      ++next.second;
      break;
    case Qt::Key_Up:
      --next.first;
      break;
    case Qt::Key_Down:
      ++next.first;
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (current_) Q_EMIT opened(current_->first, current_->second);
      return;
    default:
      return QWidget::keyPressEvent(event);
  }
  if (!current_) next = {0, 0};
  setCurrent(std::pair(std::clamp(next.first, 0, count() - 1), std::clamp(next.second, 0, count() - 1)));
}

}  // namespace ssa

#include "moc_relation_matrix_view.cpp"
