#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ssa::cuda {

/// One axis of a separable resampling: output position i is the sum over taps t of
/// weight[i*taps+t] * source[index[i*taps+t]]. Weights are non-negative and sum to one; unused taps
/// repeat an index with weight zero.
struct AxisTaps {
  int outputs = 0;
  int taps = 2;
  std::vector<std::int32_t> index;
  std::vector<float> weight;
};

/// Bilinear taps from `source` to `target` positions, align_corners as in PyTorch; positions are
/// computed in float32 as PyTorch does for float32 tensors.
AxisTaps bilinearTaps(int source, int target, bool align_corners = false);
/// `second` after `first`: what resizing twice does, as one operator (mmseg's order).
AxisTaps compose(const AxisTaps& first, const AxisTaps& second);
/// The mirrored outputs: position i becomes position outputs-1-i.
AxisTaps mirrored(const AxisTaps& taps);
/// Outputs [begin, end) alone, indices lowered by `index_offset`; unused taps stay among the used ones.
AxisTaps slice(const AxisTaps& taps, int begin, int end, int index_offset = 0);

/// Windows laid side by side along one axis, averaged where they overlap (mmseg's sliding window).
/// `window` resamples one window's `cells` source positions to its pixels; window n starts at pixel
/// starts[n] and its source positions begin at n*cells. Every position of [0, length) must be covered.
AxisTaps averageWindows(const AxisTaps& window, int cells, std::span<const int> starts, int length);

/// Smallest and largest source index with a weight above zero among outputs [begin, end).
struct IndexSpan {
  int first = 0;
  int last = 0;
};
IndexSpan indexSpan(const AxisTaps& taps, int begin, int end);

}  // namespace ssa::cuda
