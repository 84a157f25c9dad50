#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "engine/core/result.h"

namespace ssa {

/// A regular file open for reading at any position. Devices, pipes, sockets and folders are refused
/// without blocking; symbolic links are followed.
class InputFile {
 public:
  /// Errors: fileNotFound, permissionDenied, notAFile, readFailed.
  static Result<InputFile> open(const std::filesystem::path& path);

  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;
  ~InputFile();

  /// Bytes at the time of opening.
  std::uint64_t size() const { return size_; }
  /// Fills `out` from `offset`; returns the bytes read, fewer only at the end of the file.
  /// Errors: readFailed, fileVanished.
  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) const;

 private:
  InputFile(int descriptor, std::uint64_t size, std::filesystem::path path);

  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::filesystem::path path_;
};

}  // namespace ssa
