#pragma once

#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QSizeF>

namespace ssa {

/// What a view looks at. `fitted` wins: the whole picture, whatever the view's size.
struct Viewpoint {
  bool fitted = true;
  double zoom = 1;  ///< device pixels per picture pixel
  QPointF centre_in_image;
  friend bool operator==(const Viewpoint&, const Viewpoint&) = default;
};

/// The transform between one view's pixels and the picture's. Pure arithmetic, no GL.
///
/// Frames: `pos_in_widget` in device-independent pixels, `device` in device pixels of the widget's
/// framebuffer (y down), `pos_in_image` in picture pixels with (0,0) at the top left corner of the first.
class Viewport {
 public:
  static constexpr double kLargestZoom = 64;

  /// `rect_device` is the view's part of the framebuffer.
  Viewport(QRect rect_device, double pixelRatio, QSizeF imageSize, const Viewpoint& point);

  const QRect& rect() const { return rect_; }
  double zoom() const { return point_.zoom; }
  bool fitted() const { return point_.fitted; }
  QPointF centre() const { return point_.centre_in_image; }
  double fitZoom() const { return fitZoom_; }
  /// The smaller of "fits" and 100 %.
  double smallestZoom() const;

  QPointF imageFromScreen(QPointF pos_in_widget) const;
  QPointF screenFromImage(QPointF pos_in_image) const;
  /// Device position of the picture's corner, on whole pixels so that 100 % is crisp.
  QPointF origin() const { return origin_; }
  /// The picture's rectangle in device pixels.
  QRectF imageOnDevice() const;
  /// The part of the picture the view shows, in picture pixels.
  QRectF visibleImage() const;
  /// Level of the pyramid (halvings) whose texels are not larger than a device pixel and over half of it.
  int level() const;

  /// The picture point under `anchor_in_widget` stays there unless the whole picture fits.
  Viewpoint zoomedAt(double zoom, QPointF anchor_in_widget) const;
  Viewpoint pannedBy(QPointF delta_in_widget) const;
  /// Centres `rect_in_image` so that it fills a third of the view.
  Viewpoint showing(const QRectF& rect_in_image) const;

 private:
  Viewpoint settled(Viewpoint point) const;

  QRect rect_;
  double pixelRatio_;
  QSizeF image_;
  Viewpoint point_;
  double fitZoom_ = 1;
  QPointF origin_;
};

}  // namespace ssa
