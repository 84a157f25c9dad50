#pragma once

#include <cstdint>

#include "engine/cuda/stream.h"

namespace ssa::cuda {

/// How edges become a mask.
struct EdgeOptions {
  int size = 3;              ///< side of the dilation square, 1..15; even sizes reach one further to the top and left
  bool clear_border = true;  ///< the outer six rows and columns are cleared before the dilation
};

/// Edge mask of label maps, bit for bit what OpenCV's `Canny(label, 0.1, 0.2)` (aperture 3, L1 norm) followed by
/// clearing a 6-pixel border and dilating with a square gives: labels count as grey values, 255 included.
///
/// With thresholds below one every local maximum of the gradient is an edge, so hysteresis has nothing to do and one
/// stencil replaces the host round trip. labels and edges: (B,h,w) bytes; edges become 0 or 1. Any size from 1×1
/// (the reference fails below 12×12: there nothing is left after clearing, so the mask is empty).
/// Source: the published get_bd.
void labelEdges(const std::uint8_t* labels, int batch, int height, int width, const EdgeOptions& options, std::uint8_t* edges,
                int threads = 0);

}  // namespace ssa::cuda
