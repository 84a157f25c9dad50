#include "widgets/explain/explain_viewport.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr int kLongestSide_px = 2048;
constexpr double kLargestZoom = 64;
constexpr double kDragStart_px = 4;
constexpr QRgb kShade = qRgba(0, 0, 0, 150);

// Every n-th pixel, so that neither side is longer than what a screen shows.
int reduction(Size size) {
  return std::max(1, static_cast<int>(std::ceil(std::max(size.width, size.height) / double{kLongestSide_px})));
}

QImage reducedPicture(const Image8& image) {
  const int step = reduction(image.size());
  const QImage whole(image.pixels().data(), image.width(), image.height(), static_cast<qsizetype>(image.rowBytes()),
                     QImage::Format_RGB888);
  if (step == 1) return whole.copy();
  return whole.scaled(image.width() / step, image.height() / step, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

QImage colouredMask(const LabelMap& mask, const Palette& palette, const std::vector<bool>& visible) {
  const int step = reduction(mask.size());
  std::array<QRgb, 256> colours{};
  for (std::size_t id = 0; id < palette.size() && id < kIgnore; ++id)
    if (id >= visible.size() || visible[id]) colours[id] = qRgba(palette[id].r, palette[id].g, palette[id].b, 255);
  QImage coloured(std::max(1, mask.width() / step), std::max(1, mask.height() / step), QImage::Format_ARGB32);
  for (int y = 0; y < coloured.height(); ++y) {
    auto* out = reinterpret_cast<QRgb*>(coloured.scanLine(y));
    const std::uint8_t* in = mask.row(std::min(mask.height() - 1, y * step));
    for (int x = 0; x < coloured.width(); ++x) out[x] = colours[in[std::min(mask.width() - 1, x * step)]];
  }
  return coloured;
}

// The edges between chosen cells and others, in 0..1.
std::vector<QLineF> outlineOf(const CellSet& cells) {
  std::vector<QLineF> lines;
  if (cells.empty()) return lines;
  const std::vector<std::uint8_t> chosen = cells.mask();
  const int w = cells.grid.width, h = cells.grid.height;
  const auto at = [&](int x, int y) {
    return x >= 0 && y >= 0 && x < w && y < h &&
           chosen[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)] != 0;
  };
  const double sx = 1.0 / w, sy = 1.0 / h;
  for (int y = 0; y <= h; ++y)
    for (int x = 0; x <= w; ++x) {
      if (at(x, y) != at(x, y - 1)) lines.emplace_back(x * sx, y * sy, (x + 1) * sx, y * sy);
      if (at(x, y) != at(x - 1, y)) lines.emplace_back(x * sx, y * sy, x * sx, (y + 1) * sy);
    }
  return lines;
}

}  // namespace

ExplainViewport::ExplainViewport(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::CrossCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ExplainViewport::setPicture(std::shared_ptr<const Image8> image) {
  if (image == image_) return;
  const bool sameSize = image && image_ && image->size() == image_->size();
  image_ = std::move(image);
  picture_ = image_ ? reducedPicture(*image_) : QImage();
  mask_ = overlay_ = {};
  if (!sameSize) fit();
  setAccessibleDescription(accessibleState());
  QWidget::update();
}

void ExplainViewport::setMask(std::shared_ptr<const LabelMap> mask, const Palette& palette, const std::vector<bool>& visible) {
  mask_ = mask && !mask->empty() ? colouredMask(*mask, palette, visible) : QImage();
  QWidget::update();
}

void ExplainViewport::setMaskOpacity(double opacity) {
  opacity_ = opacity;
  QWidget::update();
}

void ExplainViewport::setOverlay(const QImage& overlay) {
  overlay_ = overlay;
  QWidget::update();
}

void ExplainViewport::setSelection(const CellSet& cells) {
  selection_ = cells;
  outline_ = outlineOf(cells);
  shade_ = {};
  if (!cells.empty()) {
    shade_ = QImage(cells.grid.width, cells.grid.height, QImage::Format_ARGB32);
    shade_.fill(kShade);
    for (const std::int32_t cell : cells.cells) shade_.setPixel(cell % cells.grid.width, cell / cells.grid.width, 0);
  }
  setAccessibleDescription(accessibleState());
  QWidget::update();
}

QString ExplainViewport::accessibleState() const {
  if (!image_) return emptyText_;
  if (selection_.empty()) return tr("Nothing selected");
  return tr("Cells selected: %1").arg(selection_.cells.size());
}

void ExplainViewport::setEmptyText(const QString& text) {
  emptyText_ = text;
  QWidget::update();
}

void ExplainViewport::fit() {
  fitted_ = true;
  centre_ = {0.5, 0.5};
  if (image_ && !image_->empty())
    zoom_ = std::max(1e-6,
                     std::min(static_cast<double>(width()) / image_->width(), static_cast<double>(height()) / image_->height()));
  QWidget::update();
}

QRectF ExplainViewport::pictureRect() const {
  if (!image_) return {};
  const QSizeF shown(image_->width() * zoom_, image_->height() * zoom_);
  return {QPointF(width() / 2.0 - centre_.x() * shown.width(), height() / 2.0 - centre_.y() * shown.height()), shown};
}

QPointF ExplainViewport::placeFromWidget(QPointF pos) const {
  const QRectF place = pictureRect();
  if (place.isEmpty()) return {};
  return {(pos.x() - place.left()) / place.width(), (pos.y() - place.top()) / place.height()};
}

QPointF ExplainViewport::widgetFromPlace(QPointF place) const {
  const QRectF rect = pictureRect();
  return {rect.left() + place.x() * rect.width(), rect.top() + place.y() * rect.height()};
}

void ExplainViewport::zoomAt(double factor, QPointF pos) {
  if (!image_) return;
  const QPointF place = placeFromWidget(pos);
  const double least = std::min({1.0, zoom_, static_cast<double>(width()) / image_->width() / 4});
  zoom_ = std::clamp(zoom_ * factor, least, kLargestZoom);
  const QPointF now = placeFromWidget(pos);
  centre_ += place - now;
  fitted_ = false;
  QWidget::update();
}

void ExplainViewport::paintEvent(QPaintEvent*) {
  const Theme& theme = Theme::current();
  QPainter painter(this);
  painter.fillRect(rect(), theme.field);
  if (!image_) {
    painter.setPen(theme.muted);
    painter.drawText(rect().adjusted(16, 16, -16, -16), static_cast<int>(Qt::AlignCenter) | static_cast<int>(Qt::TextWordWrap),
                     emptyText_);
    return;
  }
  const QRectF place = pictureRect();
  painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom_ * devicePixelRatioF() < 2);
  painter.drawImage(place, picture_);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  if (!overlay_.isNull()) {
    painter.setRenderHint(QPainter::SmoothPixmapTransform, overlay_.width() > place.width());
    painter.drawImage(place, overlay_);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  } else if (!mask_.isNull()) {
    painter.setOpacity(opacity_);
    painter.drawImage(place, mask_);
    painter.setOpacity(1);
  }
  paintSelection(painter, place);
  if (pressed_ && rubber_) {
    const QRectF box = QRectF(*pressed_, *rubber_).normalized();
    painter.setPen(QPen(Qt::black, 3));
    painter.drawRect(box);
    painter.setPen(QPen(Qt::white, 1, Qt::DashLine));
    painter.drawRect(box);
  }
  if (hasFocus()) {
    painter.setPen(QPen(theme.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
  }
}

void ExplainViewport::paintSelection(QPainter& painter, const QRectF& place) const {
  if (shade_.isNull()) return;
  painter.drawImage(place, shade_);
  QList<QLineF> lines;
  lines.reserve(static_cast<qsizetype>(outline_.size()));
  for (const QLineF& line : outline_) lines.append(QLineF(widgetFromPlace(line.p1()), widgetFromPlace(line.p2())));
  painter.setPen(QPen(Qt::black, 3));
  painter.drawLines(lines);
  painter.setPen(QPen(Qt::white, 1.5));
  painter.drawLines(lines);
}

void ExplainViewport::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (fitted_) fit();
}

bool ExplainViewport::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride)
    for (const Qt::Key key :
         {Qt::Key_Escape, Qt::Key_Space, Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Plus, Qt::Key_Minus})
      if (static_cast<QKeyEvent*>(event)->key() == key) event->accept();
  return QWidget::event(event);
}

void ExplainViewport::mousePressEvent(QMouseEvent* event) {
  if (!image_) return;
  if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && spaceHeld_)) {
    grabbed_ = event->position();
    setCursor(Qt::ClosedHandCursor);
  } else if (event->button() == Qt::LeftButton) {
    pressed_ = event->position();
    rubber_.reset();
  }
}

void ExplainViewport::mouseMoveEvent(QMouseEvent* event) {
  if (!image_) return;
  if (grabbed_) {
    const QRectF place = pictureRect();
    const QPointF by = event->position() - *grabbed_;
    centre_ -= QPointF(by.x() / place.width(), by.y() / place.height());
    grabbed_ = event->position();
    fitted_ = false;
    return QWidget::update();
  }
  if (pressed_ && (rubber_ || (event->position() - *pressed_).manhattanLength() >= kDragStart_px)) {
    rubber_ = event->position();
    QWidget::update();
  }
  const QPointF place = placeFromWidget(event->position());
  const bool inside = place.x() >= 0 && place.y() >= 0 && place.x() < 1 && place.y() < 1;
  Q_EMIT hovered(inside ? std::optional(place) : std::nullopt);
}

void ExplainViewport::mouseReleaseEvent(QMouseEvent* event) {
  if (grabbed_ && (event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton)) {
    grabbed_.reset();
    setCursor(spaceHeld_ ? Qt::OpenHandCursor : Qt::CrossCursor);
    return;
  }
  if (event->button() != Qt::LeftButton || !pressed_) return;
  const QPointF from = placeFromWidget(*std::exchange(pressed_, std::nullopt));
  const QRectF whole(0, 0, 1, 1);
  if (std::exchange(rubber_, std::nullopt)) {
    const QRectF box = QRectF(from, placeFromWidget(event->position())).normalized() & whole;
    if (!box.isEmpty()) Q_EMIT selected(box, event->modifiers());
  } else if (whole.contains(from)) {
    Q_EMIT clicked(from, event->modifiers());
  }
  QWidget::update();
}

void ExplainViewport::wheelEvent(QWheelEvent* event) {
  zoomAt(std::pow(1.0015, event->angleDelta().y()), event->position());
  event->accept();
}

void ExplainViewport::leaveEvent(QEvent* event) {
  Q_EMIT hovered(std::nullopt);
  QWidget::leaveEvent(event);
}

void ExplainViewport::keyPressEvent(QKeyEvent* event) {
  const QPointF middle(width() / 2.0, height() / 2.0);
  const auto pan = [this](double x, double y) {
    const QRectF place = pictureRect();
    if (place.isEmpty()) return;
    centre_ += QPointF(x * 40 / place.width(), y * 40 / place.height());
    fitted_ = false;
    QWidget::update();
  };
  switch (event->key()) {
    case Qt::Key_Space:
      if (!event->isAutoRepeat()) {
        spaceHeld_ = true;
        setCursor(Qt::OpenHandCursor);
      }
      return;
    case Qt::Key_Escape:
      if (std::exchange(rubber_, std::nullopt)) {
        pressed_.reset();
        return QWidget::update();
      }
      Q_EMIT cleared();
      return;
    case Qt::Key_Plus:
      return zoomAt(1.25, middle);
    case Qt::Key_Minus:
      return zoomAt(0.8, middle);
    case Qt::Key_Left:
      return pan(-1, 0);
    case Qt::Key_Right:
      return pan(1, 0);
    case Qt::Key_Up:
      return pan(0, -1);
    case Qt::Key_Down:
      return pan(0, 1);
    default:
      return QWidget::keyPressEvent(event);
  }
}

void ExplainViewport::keyReleaseEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Space || event->isAutoRepeat()) return QWidget::keyReleaseEvent(event);
  spaceHeld_ = false;
  setCursor(Qt::CrossCursor);
}

}  // namespace ssa

#include "moc_explain_viewport.cpp"
