#include "tests/viz/canvas_fixture.h"

#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace ssa::test {

Palette idPalette() {
  Palette palette;
  for (int id = 0; id < kMaxClasses; ++id)
    palette.push_back({static_cast<std::uint8_t>(id), static_cast<std::uint8_t>(255 - id), static_cast<std::uint8_t>(id * 7)});
  return palette;
}

std::shared_ptr<const Image8> makeImage(Size size, const std::function<Rgb(int x, int y)>& colour) {
  auto image = std::make_shared<Image8>(size);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) {
      const Rgb c = colour(x, y);
      std::uint8_t* pixel = image->row(y) + 3 * x;
      pixel[0] = c.r, pixel[1] = c.g, pixel[2] = c.b;
    }
  return image;
}

std::shared_ptr<const LabelMap> makeLabels(Size size, const std::function<int(int x, int y)>& id) {
  auto labels = std::make_shared<LabelMap>(size);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) labels->row(y)[x] = static_cast<std::uint8_t>(id(x, y));
  return labels;
}

ViewContent view(std::shared_ptr<const Image8> image, std::shared_ptr<const LabelMap> labels) {
  ViewContent content;
  content.image = std::move(image);
  content.labels = std::move(labels);
  return content;
}

std::unique_ptr<Canvas> shownCanvas(int width, int height, std::vector<ViewContent> views) {
  auto canvas = std::make_unique<Canvas>();
  canvas->resize(width, height);
  CanvasStyle style;
  style.opacity = 1;
  style.pixelGrid = false;
  canvas->setStyle(style);
  canvas->setClassColours(idPalette(), {});
  canvas->setViews(std::move(views));
  canvas->show();
  if (!QTest::qWaitForWindowExposed(canvas.get())) qFatal("no window");
  return canvas;
}

QRgb pixelOf(const Canvas& canvas, const QImage& grab, QPointF pos_in_image, int view) {
  const QPointF device = canvas.widgetFromImage(pos_in_image, view) * canvas.devicePixelRatioF();
  const QPoint pixel(static_cast<int>(std::floor(device.x())), static_cast<int>(std::floor(device.y())));
  return grab.valid(pixel) ? grab.pixel(pixel) : qRgba(1, 2, 3, 4);
}

int distance(QRgb a, QRgb b) {
  return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

QRgb rgb(Rgb colour) { return qRgb(colour.r, colour.g, colour.b); }

unsigned glError(Canvas& canvas) {
  canvas.makeCurrent();
  const unsigned error = canvas.context()->functions()->glGetError();
  canvas.doneCurrent();
  return error;
}

}  // namespace ssa::test
