#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace ssa {

/// A file inside a zip archive; name and data lie in the archive's bytes.
struct ZipEntry {
  std::string_view name;
  std::span<const std::byte> data;
  std::uint32_t crc = 0;  ///< 0: the writer computed none
};

/// The directory of a zip archive as PyTorch writes it: every entry stored, none overlapping another,
/// none twice, local headers in agreement with the directory, nothing before the first and behind the
/// last. Everything else is refused: a checkpoint has no use for it.
class ZipIndex {
 public:
  /// Throws ReadFault.
  ZipIndex(std::span<const std::byte> archive, std::size_t max_entries);

  const std::vector<ZipEntry>& entries() const { return entries_; }  ///< in directory order
  /// Null if absent.
  const ZipEntry* find(std::string_view name) const;

 private:
  std::vector<ZipEntry> entries_;
  std::vector<std::size_t> byName_;
};

/// Throws ReadFault when the data do not have the checksum of the directory.
void verifyChecksum(const ZipEntry& entry);

}  // namespace ssa
