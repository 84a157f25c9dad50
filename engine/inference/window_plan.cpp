#include "engine/inference/window_plan.h"

#include <algorithm>

#include "engine/core/result.h"

namespace ssa {

std::vector<int> windowStarts(int length, int crop, int stride) {
  if (length < 1 || crop < 1 || stride < 1) throw ContractViolation("windowStarts: empty axis, window or step");
  const int count = std::max(length - crop + stride - 1, 0) / stride + 1;
  std::vector<int> starts;
  for (int n = 0; n < count; ++n) starts.push_back(std::max(std::min(n * stride + crop, length) - crop, 0));
  return starts;
}

WindowPlan planWhole(Size network) { return planSlide(network, {INT32_MAX, INT32_MAX}, {1, 1}); }

WindowPlan planSlide(Size network, Size crop, Size stride) {
  if (network.empty()) throw ContractViolation("planSlide: empty picture");
  WindowPlan plan;
  plan.network = network;
  plan.padded = {std::max(network.width, kMinimumSide_px), std::max(network.height, kMinimumSide_px)};
  plan.window = {std::min(crop.width, plan.padded.width), std::min(crop.height, plan.padded.height)};
  plan.rowStarts = windowStarts(plan.padded.height, plan.window.height, std::min(stride.height, plan.window.height));
  plan.colStarts = windowStarts(plan.padded.width, plan.window.width, std::min(stride.width, plan.window.width));
  return plan;
}

cuda::AxisTaps pictureTaps(int cells, int window, const std::vector<int>& starts, int padded, int network, int picture,
                           bool direct) {
  const bool plain = starts.size() == 1 && padded == network;
  if (plain && (direct || network == picture)) return cuda::bilinearTaps(cells, picture);
  cuda::AxisTaps toNetwork = cuda::averageWindows(cuda::bilinearTaps(cells, window), cells, starts, padded);
  if (padded != network) toNetwork = cuda::slice(toNetwork, 0, network);
  if (network == picture) return toNetwork;
  return cuda::compose(toNetwork, cuda::bilinearTaps(network, picture));
}

}  // namespace ssa
