#pragma once

#include <QImage>

#include <functional>
#include <memory>

#include "widgets/canvas/canvas.h"

namespace ssa::test {

/// Colours by which every id is known again: id = red, 255 - id = green.
Palette idPalette();

std::shared_ptr<const Image8> makeImage(Size size, const std::function<Rgb(int x, int y)>& colour);
std::shared_ptr<const LabelMap> makeLabels(Size size, const std::function<int(int x, int y)>& id);

/// A view without caption.
ViewContent view(std::shared_ptr<const Image8> image, std::shared_ptr<const LabelMap> labels = nullptr);

/// A canvas on the screen of `width`×`height` device-independent pixels, filled masks at full opacity, idPalette.
std::unique_ptr<Canvas> shownCanvas(int width, int height, std::vector<ViewContent> views);

/// The pixel of a grab that shows `pos_in_image` of `view`.
QRgb pixelOf(const Canvas& canvas, const QImage& grab, QPointF pos_in_image, int view = 0);

/// Largest difference of a channel.
int distance(QRgb a, QRgb b);
QRgb rgb(Rgb colour);

/// First GL error of the canvas's context since the last call; 0 = none.
unsigned glError(Canvas& canvas);

}  // namespace ssa::test
