#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/label_set.h"
#include "engine/core/result.h"

namespace ssa {

/// Element type of a stored tensor.
enum class DType { f64, f32, f16, bf16, i64, i32, i16, i8, u8, boolean };
std::size_t bytesOf(DType type);
std::string_view name(DType type);  ///< `F32`, as in safetensors
std::optional<DType> dtypeFromName(std::string_view name);

/// Uninitialised memory aligned as tensors want it; throws std::bad_alloc.
std::shared_ptr<std::byte> allocateTensorBytes(std::size_t bytes);

/// A named tensor as plain bytes: contiguous, row-major, little-endian, bounds already checked.
/// No LibTorch type: the readers build and run without it.
struct StoredTensor {
  std::string name;
  DType type = DType::f32;
  std::vector<std::int64_t> shape;        ///< rank 0..8
  std::shared_ptr<const std::byte> data;  ///< aliases the file's buffer or an own copy; 64-byte aligned
  std::size_t bytes = 0;

  std::int64_t count() const;
};

/// What a checkpoint file says besides its tensors. Empty where it says nothing.
struct CheckpointMeta {
  std::vector<std::string> classes;
  Palette palette;
  std::string config;  ///< text of an mmseg configuration; never executed
  std::int64_t iteration = -1;
  std::string producer;                                   ///< `mmcv 1.7.0`, `mmengine 0.10`, `safetensors`…
  std::vector<std::pair<std::string, std::string>> text;  ///< safetensors `__metadata__`, in order
};

/// The tensors of one file in stored order, and its metadata.
struct Checkpoint {
  std::vector<StoredTensor> tensors;
  CheckpointMeta meta;
  std::string sha256;  ///< of the whole file

  const StoredTensor* find(std::string_view name) const;
};

}  // namespace ssa
