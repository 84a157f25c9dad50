#include "widgets/explain/relation_matrix_view.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLinearGradient>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/canvas/heat_colours.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr int kLongestName_px = 96;
constexpr double kLargestCell_px = 56, kNumberedCell_px = 30, kNearestCell_px = 64;
constexpr double kZoomStep = 1.25;
constexpr int kScaleHeight_px = 34;
constexpr QRgb kLess = 0xff1f6fb5, kMore = 0xffc25a00;  // blue and orange stay apart for every kind of vision

QColor matrixBlend(const QColor& a, const QColor& b, double t) {
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
  measureLabels();
  setZoom(zoom_, {});
  largest_ = 0;
  for (int row = 0; row < count(); ++row)
    for (int column = 0; column < count(); ++column)
      if ((row != column || signed_) && std::isfinite(value(row, column)))
        largest_ = std::max(largest_, std::abs(value(row, column)));
  if (largest_ <= 0) largest_ = 1;
  if (current_ && (current_->first >= count() || current_->second >= count())) current_.reset();
  QWidget::update();
}

void RelationMatrixView::measureLabels() {
  int wide = 0;
  for (const QString& name : names_) wide = std::max(wide, fontMetrics().horizontalAdvance(name));
  labelWidth_ = std::min(kLongestName_px, wide) + 10;
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

double RelationMatrixView::wholeSide() const {
  if (count() == 0) return 0;
  const double room = std::min(width() - labelWidth_ - 8.0, height() - labelWidth_ - kScaleHeight_px - 4.0);
  return std::clamp(room / count(), 2.0, kLargestCell_px);
}

double RelationMatrixView::largestZoom() const { return isEmpty() ? 1 : std::max(1.0, kNearestCell_px / wholeSide()); }

bool RelationMatrixView::isNumbered() const { return side() >= kNumberedCell_px; }

QRectF RelationMatrixView::area() const {
  const double labels = labelWidth_, whole = side() * count();
  const double wide = std::max(wholeSide() * count(), width() - labels - 8.0),
               high = std::max(wholeSide() * count(), height() - labels - kScaleHeight_px - 4.0);
  return {labels, labels, std::min(whole, wide), std::min(whole, high)};
}

QRectF RelationMatrixView::cellRect(int row, int column) const {
  const QRectF shown = area();
  return {shown.left() + column * side() - offset_.x(), shown.top() + row * side() - offset_.y(), side(), side()};
}

std::optional<std::pair<int, int>> RelationMatrixView::cellAt(QPointF pos) const {
  const QRectF shown = area();
  if (isEmpty() || !shown.contains(pos)) return {};
  const auto index = [this](double offset) { return std::clamp(static_cast<int>(offset / side()), 0, count() - 1); };
  return std::pair(index(pos.y() - shown.top() + offset_.y()), index(pos.x() - shown.left() + offset_.x()));
}

void RelationMatrixView::setZoom(double zoom, QPointF pos) {
  const QPointF corner = area().topLeft();
  const QPointF place = (pos - corner + offset_) / zoom_;
  zoom_ = std::clamp(zoom, 1.0, largestZoom());
  moveTo(place * zoom_ - (pos - corner));
}

void RelationMatrixView::moveTo(QPointF offset) {
  const QRectF shown = area();
  const double whole = side() * count();
  offset_ = {std::clamp(offset.x(), 0.0, std::max(0.0, whole - shown.width())),
             std::clamp(offset.y(), 0.0, std::max(0.0, whole - shown.height()))};
  QWidget::update();
}

void RelationMatrixView::bringIntoSight(int row, int column) {
  const QRectF shown = area(), cell = cellRect(row, column);
  const auto push = [](double low, double high, double from, double to) {
    return low < from ? low - from : high > to ? high - to : 0.0;
  };
  moveTo(offset_ + QPointF(push(cell.left(), cell.right(), shown.left(), shown.right()),
                           push(cell.top(), cell.bottom(), shown.top(), shown.bottom())));
}

QColor RelationMatrixView::colourOf(double value) const {
  const Theme& theme = Theme::current();
  if (!std::isfinite(value)) return theme.window;
  const double place = std::clamp(std::abs(value) / fullScale(), 0.0, 1.0);
  if (signed_) return matrixBlend(theme.field, QColor::fromRgb(value < 0 ? kLess : kMore), place);
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
  const QRectF shown = area();
  painter.save();
  painter.setClipRect(shown.adjusted(-2, -2, 2, 2));
  paintCells(painter);
  if (current_) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.surface, hasFocus() ? 5 : 4));
    painter.drawRect(cellRect(current_->first, current_->second));
    painter.setPen(QPen(theme.text, hasFocus() ? 2.5 : 1.5));
    painter.drawRect(cellRect(current_->first, current_->second));
  }
  painter.restore();
  paintNames(painter);
  paintScale(painter, {shown.left(), shown.bottom() + 8, std::clamp(shown.width(), 120.0, 280.0), kScaleHeight_px - 12.0});
}

void RelationMatrixView::paintCells(QPainter& painter) const {
  QFont small = font();
  small.setPointSizeF(font().pointSizeF() * 0.85);
  painter.setFont(small);
  const QRectF shown = area();
  const double cell = side(), gap = cell >= 8 ? 0.5 : 0;
  const auto first = [cell](double offset) { return std::max(0, static_cast<int>(offset / cell)); };
  const auto end = [cell, this](double offset, double room) {
    return std::min(count(), static_cast<int>(std::ceil((offset + room) / cell)));
  };
  for (int row = first(offset_.y()); row < end(offset_.y(), shown.height()); ++row)
    for (int column = first(offset_.x()); column < end(offset_.x(), shown.width()); ++column) {
      const double v = value(row, column);
      const QColor ground = colourOf(v);
      const QRectF place = cellRect(row, column);
      painter.fillRect(place.adjusted(gap, gap, -gap, -gap), ground);
      if (!isNumbered() || !std::isfinite(v) || std::abs(v) < 0.0005) continue;
      painter.setPen(contrastRatio(Qt::white, ground) >= contrastRatio(Qt::black, ground) ? Qt::white : Qt::black);
      painter.drawText(place, static_cast<int>(Qt::AlignCenter), textOf(v));
    }
}

void RelationMatrixView::paintNames(QPainter& painter) const {
  const Theme& theme = Theme::current();
  const double cell = side();
  if (cell < fontMetrics().height() * 0.8) return;
  const QRectF shown = area();
  const int labels = labelWidth_ - 8;
  painter.setFont(font());
  for (int i = 0; i < count(); ++i) {
    const QRectF place = cellRect(i, i);
    const QString name = fontMetrics().elidedText(names_[i], Qt::ElideRight, labels);
    const QPointF middle = place.center();
    if (middle.y() >= shown.top() && middle.y() <= shown.bottom()) {
      painter.setPen(current_ && current_->first == i ? theme.text : theme.muted);
      painter.drawText(QRectF(0, place.top(), labels, cell), static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), name);
    }
    if (middle.x() < shown.left() || middle.x() > shown.right()) continue;
    painter.setPen(current_ && current_->second == i ? theme.text : theme.muted);
    painter.save();
    painter.translate(middle.x(), shown.top() - 6);
    painter.rotate(-90);
    painter.drawText(QRectF(0, -cell / 2, labels, cell), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), name);
    painter.restore();
  }
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
  if (grabbed_) {
    const QPointF moved = event->position() - *grabbed_;
    if (zoom_ > 1 && moved.manhattanLength() >= QApplication::startDragDistance()) dragging_ = true;
    if (dragging_) return moveTo(grabbedOffset_ - moved);
  }
  if (const auto cell = cellAt(event->position())) setCurrent(cell);
}

void RelationMatrixView::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  if (event->button() != Qt::LeftButton || !cellAt(event->position())) return;
  grabbed_ = event->position();
  grabbedOffset_ = offset_;
  dragging_ = false;
}

void RelationMatrixView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !grabbed_) return;
  const auto from = cellAt(*std::exchange(grabbed_, std::nullopt)), to = cellAt(event->position());
  if (std::exchange(dragging_, false) || !to || from != to) return;
  setCurrent(to);
  Q_EMIT opened(to->first, to->second);
}

void RelationMatrixView::wheelEvent(QWheelEvent* event) {
  if (isEmpty() || event->angleDelta().y() == 0) return QWidget::wheelEvent(event);
  setZoom(zoom_ * std::pow(kZoomStep, event->angleDelta().y() / 120.0), event->position());
  event->accept();
}

void RelationMatrixView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  setZoom(zoom_, area().topLeft());
}

void RelationMatrixView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) measureLabels();
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
    case Qt::Key_Plus:
    case Qt::Key_Minus: {
      const QPointF place = current_ ? cellRect(current_->first, current_->second).center() : area().center();
      setZoom(event->key() == Qt::Key_Plus ? zoom_ * kZoomStep : zoom_ / kZoomStep, place);
      return;
    }
    case Qt::Key_0:
      return setZoom(1, {});
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
  bringIntoSight(current_->first, current_->second);
}

}  // namespace ssa

#include "moc_relation_matrix_view.cpp"
