#include "engine/checkpoints/utf8.h"

#include <cstddef>
#include <cstdint>

namespace ssa {
namespace {

/// Bytes of the well-formed character at the start of `text`, 0 if there is none.
std::size_t characterLength(std::string_view text) {
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0}; };
  const auto isTail = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const std::uint8_t first = at(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return isTail(1) ? 2 : 0;
  if ((first & 0xF0U) == 0xE0U) {
    if (!isTail(1) || !isTail(2)) return 0;
    const bool overlong = first == 0xE0 && at(1) < 0xA0, surrogate = first == 0xED && at(1) > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!isTail(1) || !isTail(2) || !isTail(3)) return 0;
    const bool overlong = first == 0xF0 && at(1) < 0x90, beyond = first == 0xF4 && at(1) > 0x8F;
    return overlong || beyond ? 0 : 4;
  }
  return 0;
}

bool isUtf8(std::string_view text, std::string_view allowedControls) {
  while (!text.empty()) {
    const std::size_t length = characterLength(text);
    if (length == 0) return false;
    const auto first = static_cast<std::uint8_t>(text[0]);
    if ((first < 0x20 || first == 0x7F) && allowedControls.find(text[0]) == std::string_view::npos) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace

bool isPrintableUtf8(std::string_view text) { return isUtf8(text, {}); }
bool isTextUtf8(std::string_view text) { return isUtf8(text, "\n\r\t"); }

}  // namespace ssa
