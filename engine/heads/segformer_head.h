#pragma once

#include "engine/heads/head.h"

namespace ssa {

/// Which of SegFormer's two published decoders.
enum class Fusion {
  /// mmseg: each level 1x1 + batch norm + ReLU, finest level first in the concatenation.
  normed,
  /// NVlabs and Hugging Face: each level linear with bias only, **coarsest level first** in the
  /// concatenation, as in their files, so that `linear_fuse` loads without reordering its inputs.
  plain,
};

/// SegFormer's all-MLP decoder: levels to one width, upsampled to 1/4, concatenated, fused.
/// Keys convs.{i}.conv.*, (normed: convs.{i}.bn.*,) fusion_conv.conv.weight, fusion_conv.bn.*.
std::shared_ptr<Head> makeSegformerHead(const HeadSpec& spec, Fusion fusion);

}  // namespace ssa
