#pragma once

#include <cstdint>
#include <vector>

#include "engine/cuda/axis_taps.h"

namespace ssa::cuda {

/// A run of neighbouring outputs that read the same few source positions.
struct Cell {
  int begin = 0;                      ///< first output
  int end = 0;                        ///< past the last output
  std::vector<std::int32_t> sources;  ///< ascending; every output of the run is a convex mix of these
  std::vector<float> weight;          ///< sources × padded length (end-begin rounded up to `lanes`), row-major
  int stride = 0;                     ///< padded length
};

/// Cuts outputs [begin, end) into cells: an output joins while the sources stay two, or, in runs
/// shorter than `wanted`, while they stay at most `most`.
std::vector<Cell> cutCells(const AxisTaps& taps, int begin, int end, int wanted, int most, int lanes);

}  // namespace ssa::cuda
