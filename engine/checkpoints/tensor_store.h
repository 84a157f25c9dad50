#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "engine/checkpoints/checkpoint.h"
#include "engine/checkpoints/file_buffer.h"

namespace ssa {

inline constexpr int kMaxRank = 8;

/// Where a tensor's elements lie inside a storage; offset and strides in elements.
struct TensorView {
  std::size_t storage = 0;  ///< index given by whoever holds the storages
  std::int64_t offset = 0;
  int rank = 0;
  std::array<std::int64_t, kMaxRank> shape{};
  std::array<std::int64_t, kMaxRank> strides{};

  /// Elements. Checked when the view was admitted.
  std::int64_t count() const;
  bool isRowMajor() const;
};

/// The rules every tensor of a file must meet before a byte of it is touched: rank <= 8, dimensions in
/// [0, 2^31), strides and offset >= 0, last element inside a storage of `storage_count` elements.
/// Throws ReadFault (refused).
void admit(const TensorView& view, std::int64_t storage_count);

/// Turns admitted views into tensors: in place where they are row-major and aligned, as copies else.
class TensorStore {
 public:
  /// `file` stays alive as long as a tensor lies in it.
  explicit TensorStore(const FileBuffer& file);

  /// `storage` holds all elements that `view` was admitted for. Throws ReadFault when copies would
  /// outgrow the file by far (a few bytes can describe terabytes through stride 0).
  StoredTensor make(std::string name, DType type, const TensorView& view, std::span<const std::byte> storage);

 private:
  FileBuffer file_;
  std::uint64_t copied_bytes_ = 0;
  std::uint64_t copy_limit_;
};

/// Refuses names that are empty, longer than 1,024 bytes, not UTF-8 or hold control characters.
void admitName(std::string_view name);

}  // namespace ssa
