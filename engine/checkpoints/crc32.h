#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ssa {

/// CRC-32 as zip files use it (reflected polynomial 0xEDB88320).
std::uint32_t crc32(std::span<const std::byte> bytes);

}  // namespace ssa
