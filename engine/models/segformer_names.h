#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/checkpoints/checkpoint.h"

namespace ssa {

/// A SegFormer checkpoint under the reference's names.
struct RenamedSegformer {
  std::string layout;  ///< `nvlabs` or `huggingface`
  Checkpoint checkpoint;
  std::vector<std::string> dropped;  ///< the file's names of what the network has no place for
};

/// NVlabs' or Hugging Face's SegFormer with its decoder -> mmseg's names (query, key and value joined,
/// linear weights of convolutions with two trailing dimensions); empty for any other checkpoint.
/// `linear_fuse` keeps its order of inputs, coarsest level first, as `ModelConfig::plainFusion` wants it.
/// Error: checkpointRefused for parts of query, key and value that do not belong together.
Result<std::optional<RenamedSegformer>> renameSegformer(const Checkpoint& checkpoint);

}  // namespace ssa
