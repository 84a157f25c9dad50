#pragma once

#include <array>

#include "engine/backbones/backbone.h"

namespace ssa {

/// Mix Transformer (Xie et al., SegFormer, 2021) with mmseg's state names.
struct MitConfig {
  int width = 64;  ///< channels of the first stage; the others are 2, 5 and 8 times it
  std::array<int, 4> depths{2, 2, 2, 2};
  float drop_path = 0.1F;  ///< of the last block, rising linearly from 0 over the network
};

/// `level` 0..5.
MitConfig mitConfig(int level);

/// Outputs: four stages at 1/4, 1/8, 1/16, 1/32, in channels-last memory.
std::shared_ptr<Backbone> makeMit(const MitConfig& config);

}  // namespace ssa
