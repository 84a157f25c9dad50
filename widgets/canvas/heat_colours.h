#pragma once

#include "engine/core/palette.h"

namespace ssa {

/// 256 colours from dark violet over blue-green to light yellow for scores. Built in Oklab with evenly rising
/// lightness, so equal steps of the number look equal and it reads without colour vision.
const Palette& heatColours();

}  // namespace ssa
