#pragma once

#include <vector>

#include "engine/tensor/tensor.h"

namespace ssa {

/// Mean, population standard deviation, smallest and largest of every channel of (1,C,h,w), each (C) in double on the CPU.
struct ChannelSums {
  std::vector<double> mean, std, min, max;
};
ChannelSums channelSums(const Tensor& activation);

/// (h,w) -> (H,W) bilinear, pixel centres; float on the CPU.
Tensor onPicture(const Tensor& cells, std::int64_t height, std::int64_t width);

}  // namespace ssa
