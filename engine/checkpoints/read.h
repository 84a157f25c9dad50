#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/checkpoints/checkpoint.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"

namespace ssa {

/// Ceilings of the checkpoint readers; the defaults are those of the design (spec: reliability).
struct CheckpointLimits {
  std::uint64_t file_bytes = std::uint64_t{16} << 30;
  std::uint64_t pickle_bytes = std::uint64_t{64} << 20;
  std::uint64_t header_bytes = 100'000'000;  ///< safetensors header
  std::size_t tensors = 65'536;
  std::size_t zip_entries = 65'536;
  int depth = 1'000;
};

/// Reads the weights of a `.pth` (zip or legacy, PyTorch 0.3's too), `.safetensors` file, or a Hugging
/// Face folder (`config.json` + `model.safetensors`), told apart by content, not by name.
///
/// The state dictionary is the file's own dictionary or the one under `state_dict_ema`, `state_dict`,
/// `model`, `model_state_dict`, `net` (in this order); `module.` prefixes are dropped. Names are those
/// of the file otherwise. Nothing in a file is ever executed: globals outside a fixed set become inert
/// tokens, reported once as WarningCode::pickleNotExecuted.
///
/// Errors: fileNotFound, permissionDenied, notAFile, fileEmpty, fileTooLarge, unknownFormat,
/// checkpointDamaged, checkpointRefused, noWeights, stopped.
Result<Loaded<Checkpoint>> readCheckpoint(const std::filesystem::path& path, const CheckpointLimits& limits = {},
                                          StopToken stop = {}, ProgressSink* progress = nullptr);

}  // namespace ssa
