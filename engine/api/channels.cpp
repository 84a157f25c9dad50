#include "engine/api/channels.h"

#include <torch/torch.h>

#include <algorithm>

#include "engine/analysis/channels.h"
#include "engine/api/attribution_impl.h"
#include "engine/api/guard.h"

namespace ssa {
namespace {

double sortedBy(const ChannelStatistics& c, ChannelOrder order) {
  switch (order) {
    case ChannelOrder::index:
      return -c.channel;
    case ChannelOrder::mean:
      return c.mean;
    case ChannelOrder::std:
      return c.std;
    case ChannelOrder::max:
      return c.max;
    case ChannelOrder::weight:
      return c.weight.value_or(0);
  }
  return 0;
}

MaskKind headOf(const std::optional<AttributionTarget>& target) { return target ? target->head : MaskKind::refined; }

}  // namespace

Result<ChannelTable> channelTable(const Activations& activations, const std::string& stage, ChannelOrder order,
                                  const std::optional<AttributionTarget>& target, StopToken stop, ProgressSink& progress) {
  return guarded([&]() -> Result<ChannelTable> {
    const at::NoGradGuard noGrad;
    if (order == ChannelOrder::weight && !target)
      return Error(ErrorCode::badOption, {{"option", "order"}, {"value", "weight"}, {"expected", "a class to weigh by"}});
    auto activation = stageActivation(activations, stage, headOf(target));
    if (!activation) return std::move(activation).error();
    std::vector<double> weights;
    if (target) {
      auto cam = gradCam(activations, stage, *target, stop, progress);
      if (!cam) return std::move(cam).error();
      weights = std::move(cam->weights);
    }
    const ChannelSums sums = channelSums(*activation);
    ChannelTable table{stage, {static_cast<int>(activation->size(3)), static_cast<int>(activation->size(2))}, {}};
    for (std::size_t c = 0; c < sums.mean.size(); ++c) {
      ChannelStatistics one{static_cast<int>(c), sums.mean[c], sums.std[c], sums.min[c], sums.max[c], {}};
      if (target) one.weight = weights[c];
      table.channels.push_back(one);
    }
    std::stable_sort(table.channels.begin(), table.channels.end(), [&](const ChannelStatistics& a, const ChannelStatistics& b) {
      return sortedBy(a, order) > sortedBy(b, order);
    });
    return table;
  });
}

Result<ChannelMap> channelMap(const Activations& activations, const std::string& stage, int channel) {
  return guarded([&]() -> Result<ChannelMap> {
    const at::NoGradGuard noGrad;
    auto activation = stageActivation(activations, stage, MaskKind::refined);
    if (!activation) return std::move(activation).error();
    if (channel < 0 || channel >= activation->size(1))
      return Error(ErrorCode::badOption, {{"option", "channel"},
                                          {"value", std::to_string(channel)},
                                          {"expected", "0.." + std::to_string(activation->size(1) - 1)}});
    const Tensor cells = activation->select(0, 0)[channel].to(at::kCPU, at::kFloat);  // (h,w)
    ChannelMap map;
    map.grid = {static_cast<int>(cells.size(1)), static_cast<int>(cells.size(0))};
    map.cells = floats(cells);
    map.low = cells.min().item<double>();
    map.high = cells.max().item<double>();
    const double range = map.high - map.low;
    map.map = pictureMap(range > 0 ? (cells - map.low) / range : at::zeros_like(cells), activations.picture());
    return map;
  });
}

}  // namespace ssa
