#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/cuda/axis_taps.h"

namespace ssa {

/// Sides below this are padded at the right and bottom (zeros after normalisation, as mmseg's Pad) and
/// cropped again: the reduction convolutions of MiT need a 32-pixel input.
inline constexpr int kMinimumSide_px = 32;

/// First pixels of the windows along one axis, as mmseg's slide_inference: ceil((length-crop)/stride)+1
/// windows, the last ones clamped to the border. A crop as long as the axis gives one window.
std::vector<int> windowStarts(int length, int crop, int stride);

/// How one network input is cut into windows.
struct WindowPlan {
  Size network;                ///< input before padding
  Size padded;                 ///< at least kMinimumSide_px each way
  Size window;                 ///< every window has this size
  std::vector<int> rowStarts;  ///< on the padded input
  std::vector<int> colStarts;

  std::int64_t windows() const {
    return static_cast<std::int64_t>(rowStarts.size()) * static_cast<std::int64_t>(colStarts.size());
  }
};
WindowPlan planWhole(Size network);
WindowPlan planSlide(Size network, Size crop, Size stride);

/// Taps from window logits laid side by side (windows × `cells` positions) to the picture along one
/// axis: window -> network input (averaged where windows overlap) -> picture. `direct` leaves the
/// network input out where one window covers an unpadded axis.
cuda::AxisTaps pictureTaps(int cells, int window, const std::vector<int>& starts, int padded, int network, int picture,
                           bool direct);

}  // namespace ssa
