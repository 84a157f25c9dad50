#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace ssa {

using Bytes = std::vector<std::byte>;

/// The one atomic writer: everything the program saves is encoded to memory and goes through here.
///
/// Refuses targets that are symbolic links, folders or devices; checks free space; writes a uniquely
/// named temporary in the same folder, loops over short writes, fdatasync, verifies the size, renames
/// and fsyncs the folder. After an error the previous file is untouched and no temporary is left; only
/// when the last step, making the folder durable, fails, the new file already stands there, complete.
/// Temporaries are named `.<name>.<pid>.<random>.ssa-tmp`; a killed process can leave one behind.
/// Errors: notAFile, notAFolder, fileNotFound (the folder), permissionDenied, diskFull, writeFailed.
Result<void> writeFile(const std::filesystem::path& path, std::span<const std::byte> bytes);
Result<void> writeFile(const std::filesystem::path& path, std::string_view text);

/// Reads a regular file of at most `limit_bytes`; devices and pipes are refused without blocking.
Result<Bytes> readFile(const std::filesystem::path& path, std::uint64_t limit_bytes);

/// Removes temporaries that killed processes left in `folder`: only names of our own pattern, only regular
/// files, only when untouched for `age`. Returns how many went; a folder that cannot be read gives 0.
int sweepStaleTemporaries(const std::filesystem::path& folder, std::chrono::seconds age = std::chrono::hours(24));

/// Error for an errno met while working on `path`.
Error errorFromErrno(int code, const std::filesystem::path& path, bool writing);

/// Test seam: the n-th file system call of writeFile fails with `code` (n counts from 1; 0 = off);
/// sticky = all later ones fail too. `code` 0 makes a write short instead.
struct WriteFault {
  int call = 0;
  int code = 0;
  bool sticky = false;
};
void setWriteFault(WriteFault fault);

}  // namespace ssa
