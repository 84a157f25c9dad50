#include "widgets/canvas/viewport.h"

#include <algorithm>
#include <cmath>

namespace ssa {

Viewport::Viewport(QRect rect_device, double pixelRatio, QSizeF imageSize, const Viewpoint& point)
    : rect_(rect_device), pixelRatio_(pixelRatio), image_(imageSize), point_(point) {
  if (!image_.isEmpty() && !rect_.isEmpty())
    fitZoom_ = std::min({rect_.width() / image_.width(), rect_.height() / image_.height(), kLargestZoom});
  if (point_.fitted) {
    point_.zoom = fitZoom_;
    point_.centre_in_image = {image_.width() / 2, image_.height() / 2};
  }
  origin_ = {std::round(rect_.x() + rect_.width() / 2.0 - point_.centre_in_image.x() * point_.zoom),
             std::round(rect_.y() + rect_.height() / 2.0 - point_.centre_in_image.y() * point_.zoom)};
}

double Viewport::smallestZoom() const { return std::min(fitZoom_, 1.0); }

QPointF Viewport::imageFromScreen(QPointF pos_in_widget) const { return (pos_in_widget * pixelRatio_ - origin_) / point_.zoom; }

QPointF Viewport::screenFromImage(QPointF pos_in_image) const { return (pos_in_image * point_.zoom + origin_) / pixelRatio_; }

QRectF Viewport::imageOnDevice() const { return {origin_, image_ * point_.zoom}; }

QRectF Viewport::visibleImage() const {
  const QRectF shown = imageOnDevice() & QRectF(rect_);
  if (shown.isEmpty()) return {};
  return {(shown.topLeft() - origin_) / point_.zoom, shown.size() / point_.zoom};
}

int Viewport::level() const { return point_.zoom >= 1 ? 0 : static_cast<int>(std::floor(-std::log2(point_.zoom) + 1e-9)); }

Viewpoint Viewport::zoomedAt(double zoom, QPointF anchor_in_widget) const {
  zoom = std::clamp(zoom, smallestZoom(), kLargestZoom);
  const QPointF fromMiddle =
      anchor_in_widget * pixelRatio_ - QPointF(rect_.x() + rect_.width() / 2.0, rect_.y() + rect_.height() / 2.0);
  const QPointF anchor_in_image = point_.centre_in_image + fromMiddle / point_.zoom;
  return settled({false, zoom, anchor_in_image - fromMiddle / zoom});
}

Viewpoint Viewport::pannedBy(QPointF delta_in_widget) const {
  return settled({false, point_.zoom, point_.centre_in_image - delta_in_widget * pixelRatio_ / point_.zoom});
}

Viewpoint Viewport::showing(const QRectF& rect_in_image) const {
  const double side_x = std::max(1.0, rect_in_image.width()), side_y = std::max(1.0, rect_in_image.height());
  const double zoom = std::min(rect_.width() / side_x, rect_.height() / side_y) / 3;
  return settled({false, std::clamp(zoom, smallestZoom(), kLargestZoom), rect_in_image.center()});
}

Viewpoint Viewport::settled(Viewpoint point) const {
  if (std::abs(point.zoom - fitZoom_) <= fitZoom_ * 1e-6) return {true, fitZoom_, {image_.width() / 2, image_.height() / 2}};
  if (point.zoom < fitZoom_) {
    point.centre_in_image = {image_.width() / 2, image_.height() / 2};
  } else {
    point.centre_in_image.setX(std::clamp(point.centre_in_image.x(), 0.0, image_.width()));
    point.centre_in_image.setY(std::clamp(point.centre_in_image.y(), 0.0, image_.height()));
  }
  return point;
}

}  // namespace ssa
