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

/// How a reader's eyes see colour.
enum class ColourVision { normal, protanopia, deuteranopia, tritanopia };

/// The colour as somebody with this kind of vision sees it.
/// Source: Machado, Oliveira and Fernandes 2009, severity 1, applied to linear sRGB.
Rgb simulate(Rgb colour, ColourVision vision);

/// How different two colours look: Euclidean distance in CIELAB (D65); 2 is just visible, black to white is 100.
double colourDistance(Rgb a, Rgb b);

/// The smallest distance of two colours of a palette under the worst of the four kinds of vision.
double smallestDistance(const Palette& palette);

/// `#rrggbb`.
std::string toHex(Rgb colour);
/// Parses `#rrggbb`; false leaves `colour` untouched.
bool fromHex(std::string_view text, Rgb& colour);

}  // namespace ssa
