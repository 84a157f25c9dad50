#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace ssa {

/// SHA-256 (FIPS 180-4), incremental.
class Sha256 {
 public:
  Sha256();
  void add(std::span<const std::byte> bytes);
  /// 64 lower-case hex digits; the object must not be used afterwards.
  std::string hex();

 private:
  void block(const std::byte* data);
  std::array<std::uint32_t, 8> state_;
  std::array<std::byte, 64> pending_{};
  std::uint64_t total_bytes_ = 0;
};

std::string sha256(std::span<const std::byte> bytes);

}  // namespace ssa
