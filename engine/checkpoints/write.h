#pragma once

#include <filesystem>

#include "engine/checkpoints/checkpoint.h"
#include "engine/core/safe_file.h"

namespace ssa {

/// Encodes `checkpoint` as safetensors: header sorted by data offset, wide element types first (each
/// tensor is aligned to its element), `meta.text` as `__metadata__` (always with `format: pt`).
Bytes encodeSafetensors(const Checkpoint& checkpoint);

/// Encodes `checkpoint` as a zip `.pth` in mmseg layout (`meta` with CLASSES, PALETTE, iter;
/// `meta.text` as further entries; `state_dict` as OrderedDict) that `torch.load(path, weights_only=True)`
/// accepts. Error: ContractViolation past 4 GiB.
Bytes encodePth(const Checkpoint& checkpoint);

}  // namespace ssa
