#include "engine/checkpoints/crc32.h"

#include <array>
#include <cstring>

namespace ssa {
namespace {

using SliceTables = std::array<std::array<std::uint32_t, 256>, 8>;

// Table t holds the effect of a byte that t further bytes follow, so that eight are folded in per step.
constexpr SliceTables makeSliceTables() {
  SliceTables tables{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
    tables[0][i] = crc;
  }
  for (std::size_t t = 1; t < 8; ++t)
    for (std::size_t i = 0; i < 256; ++i) tables[t][i] = tables[t - 1][i] >> 8 ^ tables[0][tables[t - 1][i] & 0xFFU];
  return tables;
}
constexpr SliceTables kSlices = makeSliceTables();

}  // namespace

std::uint32_t crc32(std::span<const std::byte> bytes) {
  std::uint32_t crc = ~0U;
  const std::byte* p = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 8; left -= 8, p += 8) {
    std::uint32_t low, high;
    std::memcpy(&low, p, 4);
    std::memcpy(&high, p + 4, 4);
    low ^= crc;
    crc = kSlices[7][low & 0xFFU] ^ kSlices[6][low >> 8 & 0xFFU] ^ kSlices[5][low >> 16 & 0xFFU] ^ kSlices[4][low >> 24] ^
          kSlices[3][high & 0xFFU] ^ kSlices[2][high >> 8 & 0xFFU] ^ kSlices[1][high >> 16 & 0xFFU] ^ kSlices[0][high >> 24];
  }
  for (; left > 0; --left, ++p) crc = crc >> 8 ^ kSlices[0][(crc ^ std::to_integer<std::uint32_t>(*p)) & 0xFFU];
  return ~crc;
}

}  // namespace ssa
