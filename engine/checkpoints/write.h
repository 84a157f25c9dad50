#pragma once

#include <filesystem>

#include "engine/checkpoints/checkpoint.h"
#include "engine/core/safe_file.h"

namespace ssa {

/// Encodes `checkpoint` as safetensors: header sorted by data offset, tensors 8-byte aligned,
/// `meta.text` as `__metadata__` (always with `format: pt`).
Bytes encodeSafetensors(const Checkpoint& checkpoint);

/// Encodes `checkpoint` as a zip `.pth` in mmseg layout (`meta` with CLASSES, PALETTE, iter;
/// `state_dict` as OrderedDict) that `torch.load(path, weights_only=True)` accepts.
Bytes encodePth(const Checkpoint& checkpoint);

}  // namespace ssa
