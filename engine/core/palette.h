#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ssa {

/// An sRGB colour.
struct Rgb {
  std::uint8_t r = 0, g = 0, b = 0;
  friend bool operator==(const Rgb&, const Rgb&) = default;
};

/// Colours of the classes, index = class id.
using Palette = std::vector<Rgb>;

/// `count` colours that stay apart for readers with protanopia, deuteranopia and tritanopia as far
/// as the number allows: Okabe-Ito first, then a seeded farthest-point sequence in a simulated
/// colour space. Deterministic.
Palette colourBlindSafePalette(int count);

/// `count` colours of the Pascal VOC bit-shuffling scheme (class 0 is black).
Palette vocPalette(int count);

/// `#rrggbb`.
std::string toHex(Rgb colour);
/// Parses `#rrggbb`; false leaves `colour` untouched.
bool fromHex(std::string_view text, Rgb& colour);

}  // namespace ssa
