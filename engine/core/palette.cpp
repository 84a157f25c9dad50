#include "engine/core/palette.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ssa {
namespace {

using Vec3 = std::array<double, 3>;
using Matrix = std::array<Vec3, 3>;

// Machado, Oliveira, Fernandes: "A Physiologically-based Model for Simulation of Color Vision Deficiency",
// IEEE TVCG 15(6), 2009, table of severity 1.0.
constexpr Matrix kProtanopia{{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kTritanopia{{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
// sRGB primaries, D65 (IEC 61966-2-1).
constexpr Matrix kXyz{{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
constexpr Vec3 kWhite{0.95047, 1.0, 1.08883};

constexpr std::array kVisions{ColourVision::normal, ColourVision::protanopia, ColourVision::deuteranopia,
                              ColourVision::tritanopia};

/// Okabe and Ito, "Color Universal Design", 2008; their black last, it hides in dark pictures.
constexpr std::array<Rgb, 8> kOkabeIto{
    {{230, 159, 0}, {86, 180, 233}, {0, 158, 115}, {240, 228, 66}, {0, 114, 178}, {213, 94, 0}, {204, 121, 167}, {0, 0, 0}}};

double linear(std::uint8_t byte) {
  const double v = byte / 255.0;
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

std::uint8_t encoded(double v) {
  v = std::clamp(v, 0.0, 1.0);
  const double s = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(s * 255));
}

Vec3 product(const Matrix& m, const Vec3& v) {
  Vec3 out{};
  for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
  return out;
}

Vec3 lab(Rgb colour) {
  const Vec3 xyz = product(kXyz, {linear(colour.r), linear(colour.g), linear(colour.b)});
  Vec3 f{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double t = xyz[i] / kWhite[i];
    f[i] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }
  return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

double distance(const Vec3& a, const Vec3& b) { return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]); }

/// A colour as seen by every kind of vision.
using Seen = std::array<Vec3, kVisions.size()>;
Seen seen(Rgb colour) {
  Seen out{};
  for (std::size_t i = 0; i < kVisions.size(); ++i) out[i] = lab(simulate(colour, kVisions[i]));
  return out;
}

double worstDistance(const Seen& a, const Seen& b) {
  double worst = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < a.size(); ++i) worst = std::min(worst, distance(a[i], b[i]));
  return worst;
}

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Rgb simulate(Rgb colour, ColourVision vision) {
  if (vision == ColourVision::normal) return colour;
  const Matrix& m = vision == ColourVision::protanopia     ? kProtanopia
                    : vision == ColourVision::deuteranopia ? kDeuteranopia
                                                           : kTritanopia;
  const Vec3 v = product(m, {linear(colour.r), linear(colour.g), linear(colour.b)});
  return {encoded(v[0]), encoded(v[1]), encoded(v[2])};
}

double colourDistance(Rgb a, Rgb b) { return distance(lab(a), lab(b)); }

double smallestDistance(const Palette& palette) {
  std::vector<Seen> views;
  for (const Rgb colour : palette) views.push_back(seen(colour));
  double smallest = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < views.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) smallest = std::min(smallest, worstDistance(views[i], views[j]));
  return smallest;
}

Palette colourBlindSafePalette(int count) {
  const std::size_t wanted = count > 0 ? static_cast<std::size_t>(count) : 0;
  Palette palette(kOkabeIto.begin(), kOkabeIto.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, kOkabeIto.size())));
  if (palette.size() == wanted) return palette;

  // A lattice of 13³ colours; each step takes the one farthest from everything chosen so far.
  constexpr int kLevels = 13;
  struct Candidate {
    Rgb colour;
    Seen views;
    double nearest = std::numeric_limits<double>::max();
  };
  std::vector<Candidate> candidates;
  candidates.reserve(kLevels * kLevels * kLevels);
  const auto level = [](int i) { return static_cast<std::uint8_t>(255 * i / (kLevels - 1)); };
  for (int r = 0; r < kLevels; ++r)
    for (int g = 0; g < kLevels; ++g)
      for (int b = 0; b < kLevels; ++b) {
        const Rgb colour{level(r), level(g), level(b)};
        candidates.push_back({colour, seen(colour)});
      }
  const auto take = [&](const Seen& chosen) {
    for (Candidate& c : candidates) c.nearest = std::min(c.nearest, worstDistance(c.views, chosen));
  };
  // White stays free: it is the paper and the clipped sky.
  take(seen({255, 255, 255}));
  for (const Rgb colour : palette) take(seen(colour));
  while (palette.size() < wanted) {
    const auto best = std::max_element(candidates.begin(), candidates.end(),
                                       [](const Candidate& a, const Candidate& b) { return a.nearest < b.nearest; });
    palette.push_back(best->colour);
    take(Seen(best->views));
  }
  return palette;
}

Palette vocPalette(int count) {
  Palette palette;
  for (int id = 0; id < count; ++id) {
    Rgb colour;
    for (int bit = 0, rest = id; rest > 0; ++bit, rest >>= 3) {
      colour.r = static_cast<std::uint8_t>(colour.r | (rest & 1) << (7 - bit));
      colour.g = static_cast<std::uint8_t>(colour.g | (rest >> 1 & 1) << (7 - bit));
      colour.b = static_cast<std::uint8_t>(colour.b | (rest >> 2 & 1) << (7 - bit));
    }
    palette.push_back(colour);
  }
  return palette;
}

std::string toHex(Rgb colour) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "#";
  for (const unsigned byte : {unsigned{colour.r}, unsigned{colour.g}, unsigned{colour.b}}) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15U];
  }
  return text;
}

bool fromHex(std::string_view text, Rgb& colour) {
  if (text.size() != 7 || text[0] != '#') return false;
  std::array<std::uint8_t, 3> bytes{};
  for (std::size_t i = 0; i < 3; ++i) {
    const int high = hexDigit(text[1 + 2 * i]), low = hexDigit(text[2 + 2 * i]);
    if (high < 0 || low < 0) return false;
    bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  colour = {bytes[0], bytes[1], bytes[2]};
  return true;
}

}  // namespace ssa
