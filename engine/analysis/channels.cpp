#include "engine/analysis/channels.h"

#include <torch/torch.h>

namespace ssa {
namespace {

std::vector<double> channelNumbers(const Tensor& t) {
  const Tensor numbers = t.to(at::kCPU, at::kDouble).contiguous();
  return {numbers.data_ptr<double>(), numbers.data_ptr<double>() + numbers.numel()};
}

}  // namespace

ChannelSums channelSums(const Tensor& activation) {
  expectShape(activation, {1, -1, -1, -1}, "activation of one picture");
  const Tensor flat = activation.select(0, 0).flatten(1).to(at::kDouble);  // (C,N)
  return {channelNumbers(flat.mean(1)), channelNumbers(flat.std(1, false)), channelNumbers(flat.amin(1)),
          channelNumbers(flat.amax(1))};
}

Tensor onPicture(const Tensor& cells, std::int64_t height, std::int64_t width) {
  expectShape(cells, {-1, -1}, "cells");
  const Tensor map = cells.to(at::kCPU, at::kFloat).unsqueeze(0).unsqueeze(0);
  if (map.size(2) == height && map.size(3) == width) return cells.to(at::kCPU, at::kFloat).contiguous();
  return at::upsample_bilinear2d(map.contiguous(), {height, width}, false).select(0, 0).select(0, 0).contiguous();
}

}  // namespace ssa
