#pragma once

#include <QImage>

#include "engine/core/label_map.h"
#include "engine/core/palette.h"

namespace ssa {

// Maps to lie over the picture, straight alpha, one pixel per value.

/// A mask in the colours of its classes; ignored pixels and ids beyond the palette are clear.
QImage maskOver(const LabelMap& mask, const Palette& palette);
inline constexpr QRgb kBelowZero = 0xFF0072B2, kAboveZero = 0xFFE69F00;
/// Numbers around zero: blue below, orange above, clear at zero, full at the largest magnitude. Both read without colour vision.
QImage signedOver(const ScoreMap& map);
/// Some cells of a grid hatched out: `cells` as row-major indices.
QImage vetoOver(Size grid, const std::vector<int>& cells);

}  // namespace ssa
