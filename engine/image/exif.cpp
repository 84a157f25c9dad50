#include "engine/image/exif.h"

#include <algorithm>
#include <array>

namespace ssa {
namespace {

constexpr std::array<std::uint8_t, 6> kPrefix{'E', 'x', 'i', 'f', 0, 0};
constexpr std::uint32_t kOrientationTag = 0x0112;

}  // namespace

ExifOrientation exifOrientation(std::span<const std::uint8_t> exif) {
  constexpr ExifOrientation kInvalid{1, true};
  if (exif.size() >= kPrefix.size() && std::equal(kPrefix.begin(), kPrefix.end(), exif.begin()))
    exif = exif.subspan(kPrefix.size());
  if (exif.size() < 8) return kInvalid;
  const bool little = exif[0] == 'I' && exif[1] == 'I';
  if (!little && !(exif[0] == 'M' && exif[1] == 'M')) return kInvalid;
  const auto number = [&](std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value |= std::uint32_t{exif[at + i]} << 8 * (little ? i : count - 1 - i);
    return value;
  };
  if (number(2, 2) != 42) return kInvalid;
  const std::size_t folder = number(4, 4);
  if (folder < 8 || folder > exif.size() - 2) return kInvalid;
  const std::size_t entries = number(folder, 2);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t at = folder + 2 + 12 * i;
    if (at + 12 > exif.size()) return kInvalid;
    if (number(at, 2) != kOrientationTag) continue;
    const std::uint32_t type = number(at + 2, 2);
    const std::size_t width = type == 1 ? 1 : type == 3 ? 2 : type == 4 ? 4 : 0;
    if (width == 0 || number(at + 4, 4) != 1) return kInvalid;
    const std::uint32_t value = number(at + 8, width);
    return value >= 1 && value <= 8 ? ExifOrientation{static_cast<int>(value), false} : kInvalid;
  }
  return {};
}

}  // namespace ssa
