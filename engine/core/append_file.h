#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "engine/core/result.h"

namespace ssa {

/// A file that only grows: event logs. One process writes it; others may read it meanwhile.
///
/// A write that fails half way is taken back, so that the file ends where it ended before. Where even that fails,
/// and where an earlier writer was killed in the middle of a line, the next line begins after a line break: a
/// torn line stays one line. Refuses symbolic links, folders and devices.
class AppendFile {
 public:
  /// Opens or makes the file. Errors: notAFile, notAFolder, fileNotFound (the folder), permissionDenied, diskFull,
  /// writeFailed.
  static Result<AppendFile> open(const std::filesystem::path& path);
  AppendFile(AppendFile&& other) noexcept;
  AppendFile& operator=(AppendFile&& other) noexcept;
  ~AppendFile();

  /// Appends `line` and a line break in one go. Errors: permissionDenied, diskFull, writeFailed.
  Result<void> appendLine(std::string_view line);
  /// Appends bytes that are no lines. Errors: those of appendLine.
  Result<void> append(std::span<const std::byte> bytes);

 private:
  AppendFile(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}
  Result<void> write(std::string_view bytes);
  bool takenBack();

  int descriptor_ = -1;
  std::filesystem::path path_;
  std::uint64_t size_ = 0;   ///< up to which everything is whole
  bool torn_ = false;        ///< bytes of a failed write stand behind `size_`
  bool lineIsOpen_ = false;  ///< the last byte is no line break
};

}  // namespace ssa
