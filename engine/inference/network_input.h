#pragma once

#include <array>

#include "engine/core/image8.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// Per-channel normalisation of a network, RGB on the 0..255 scale.
struct Normalisation {
  std::array<float, 3> mean;
  std::array<float, 3> std;
};

/// The normalised pixels of `window` as (1,3,h,w) float32. `mirrored` reads the picture from right to
/// left (the window lies on the mirrored picture). What lies outside the picture is zero.
Tensor windowInput(const Image8& image, Rect window, bool mirrored, const Normalisation& normalisation);

}  // namespace ssa
