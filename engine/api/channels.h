#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/api/attribution.h"

namespace ssa {

/// One channel of a stage over all its cells.
struct ChannelStatistics {
  int channel = 0;
  double mean = 0;
  double std = 0;  ///< of the population
  double min = 0;
  double max = 0;
  std::optional<double> weight;  ///< Grad-CAM weight for the target, where one was given
};

enum class ChannelOrder { index, mean, std, max, weight };  ///< all but index: largest first
inline constexpr Choice<ChannelOrder> kChannelOrders[] = {{ChannelOrder::index, "index"},
                                                          {ChannelOrder::mean, "mean"},
                                                          {ChannelOrder::std, "std"},
                                                          {ChannelOrder::max, "max"},
                                                          {ChannelOrder::weight, "weight"}};

struct ChannelTable {
  std::string stage;
  Size grid;
  std::vector<ChannelStatistics> channels;  ///< in the wanted order, ties by index
};

/// Every channel of a stage. With a target the Grad-CAM weights are worked out too.
/// Errors: badOption (`stage`; `order` by weight without a target), those of gradCam.
Result<ChannelTable> channelTable(const Activations& activations, const std::string& stage, ChannelOrder order,
                                  const std::optional<AttributionTarget>& target, StopToken stop, ProgressSink& progress);

/// One channel as a picture.
struct ChannelMap {
  Size grid;
  std::vector<float> cells;  ///< (h,w), raw activations
  double low = 0;            ///< activation shown as 0: the smallest
  double high = 0;           ///< activation shown as 1: the largest; equal to `low` where the channel is constant (map 0)
  ScoreMap map;              ///< picture size, 0..1, (activation - low) / (high - low), bilinear
};
/// Error badOption (`stage`, `channel`).
Result<ChannelMap> channelMap(const Activations& activations, const std::string& stage, int channel);

}  // namespace ssa
