#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/safe_file.h"

namespace ssa {

/// Builds a zip archive in memory as PyTorch writes it: stored entries whose data start at multiples
/// of 64 bytes.
class ZipWriter {
 public:
  void reserve(std::size_t bytes) { bytes_.reserve(bytes); }
  /// Errors: ContractViolation past 65,535 entries or 4 GiB; PyTorch files of that size are not written here.
  void add(std::string_view name, std::span<const std::byte> data);
  void add(std::string_view name, std::string_view text) { add(name, std::as_bytes(std::span(text))); }
  Bytes finish() &&;

 private:
  struct Entry {
    std::string name;
    std::uint32_t crc, bytes, offset;
  };
  Bytes bytes_;
  std::vector<Entry> entries_;
};

}  // namespace ssa
