#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "engine/checkpoints/read.h"

namespace ssa {

inline constexpr std::size_t kTensorAlignment = 64;

/// Half of the machine's memory: what one checkpoint may take at most.
std::uint64_t memoryCeiling();

/// A whole file in memory, shared by the tensors that lie in it. Read, not mapped: a mapped file that
/// somebody truncates kills the process, and its bytes could change after they were checked.
struct FileBuffer {
  std::shared_ptr<const std::byte> data;
  std::size_t size = 0;
  std::string sha256;

  std::span<const std::byte> bytes() const { return {data.get(), size}; }
};

/// How long work is observed from outside.
struct ReadContext {
  const CheckpointLimits& limits;
  StopToken stop;
  ProgressSink* progress;

  /// Throws ReadFault with `stopped` when the caller asked for it.
  void checkStop() const;
  void report(double fraction) const;
};

/// Errors (as ReadFault): those of InputFile, fileEmpty, fileTooLarge, stopped.
FileBuffer readWholeFile(const std::filesystem::path& path, const ReadContext& context);

}  // namespace ssa
