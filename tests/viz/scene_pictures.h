#pragma once

#include <QImage>
#include <QString>

#include "viz/scene/offscreen.h"
#include "viz/scene/scatter_scene.h"

namespace ssa::test {

/// A scene's bytes as a picture of Qt's.
QImage toImage(const ScenePixels& pixels);
/// Empty where a picture equals the golden one of this name: mean absolute difference of the channels at most 1.5 of 255,
/// and at most 2 % of the pixels further off than 24. Otherwise what is wrong; the picture lies beside the golden one in
/// the temporary folder then, and a missing golden one is a fault too.
QString againstGolden(const QImage& picture, const char* name);

/// Three round clouds of points on a fixed lattice, 100 points each, with prototypes.
std::vector<float> threeClouds(int dimensions);
Palette threeColours();

}  // namespace ssa::test
