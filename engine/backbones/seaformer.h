#pragma once

#include <vector>

#include "engine/backbones/backbone.h"

namespace ssa {

/// One inverted residual of SeaFormer's convolutional part.
struct SeaFormerRow {
  int kernel;
  int expand;
  int out;
  int stride;
};

/// SeaFormer (Wan et al., ICLR 2023): five groups of inverted residuals, axial transformers behind the
/// last ones. Source of the tables: the published configurations.
struct SeaFormerConfig {
  int stem = 16;                                  ///< channels after the first convolution
  std::vector<std::vector<SeaFormerRow>> groups;  ///< smb1 … smb5
  std::vector<int> depths;                        ///< blocks of trans1 …; trans j follows the last depths.size() groups
  std::vector<int> keyDims;
  std::vector<int> mlpRatios;
  int heads = 8;
  float drop_path = 0.1F;  ///< of the last block of each transformer, rising linearly from 0 within it
};

/// 't', 's', 'b' or 'l'.
SeaFormerConfig seaFormerConfig(char size);

/// Outputs: smb2 (1/8), then every transformer.
std::shared_ptr<Backbone> makeSeaFormer(const SeaFormerConfig& config);

}  // namespace ssa
