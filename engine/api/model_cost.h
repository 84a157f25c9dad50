#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/core/result.h"
#include "engine/models/model_config.h"

namespace ssa {

/// What one stage of a network costs for one picture.
struct ModelStage {
  std::string name;                       ///< `backbone.smb1`, `decode_head`…
  std::vector<std::int64_t> outputShape;  ///< with batch, B = 1
  std::int64_t parameters = 0;
  std::int64_t multiplyAdds = 0;  ///< attention products included
};

/// Counts the stages of the network that `config` describes, by running it once on an empty picture of
/// `input` pixels. Errors: badConfig, outOfMemory, contract.
Result<std::vector<ModelStage>> modelCost(const ModelConfig& config, Size input);

}  // namespace ssa
