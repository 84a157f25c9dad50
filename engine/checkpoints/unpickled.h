#pragma once

#include <span>

#include "engine/checkpoints/file_buffer.h"
#include "engine/checkpoints/pickle_machine.h"

namespace ssa {

pickle::Limits pickleLimits(const CheckpointLimits& limits);

/// What both torch containers have in common: the state dictionary of `root` as tensors, metadata and
/// the warning about globals that were not executed. `storages[i]` are the bytes of
/// machine.storages()[i], exactly as many as it declares.
Loaded<Checkpoint> fromUnpickled(const pickle::Machine& machine, const pickle::Value& root,
                                 const std::vector<std::span<const std::byte>>& storages, const FileBuffer& file,
                                 const ReadContext& context);

/// Throws ReadFault unless `bytes` is what `storage` declares.
void checkStorageSize(const pickle::Storage& storage, std::size_t bytes);

}  // namespace ssa
