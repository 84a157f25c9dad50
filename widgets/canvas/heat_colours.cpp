#include "widgets/canvas/heat_colours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace ssa {
namespace {

double encoded(double linear) { return linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055; }

/// Oklab lightness, chroma and hue (degrees) to sRGB 0..1; channels may leave the range.
std::array<double, 3> srgbFromOklch(double lightness, double chroma, double hue) {
  const double a = chroma * std::cos(hue * std::numbers::pi / 180), b = chroma * std::sin(hue * std::numbers::pi / 180);
  const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
  const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
  const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
  return {encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

Rgb heatColour(double t) {
  const double lightness = 0.26 + 0.67 * t, hue = 305 - 197 * t;
  for (double chroma = 0.13 + 0.04 * t;; chroma *= 0.97) {  // the largest chroma a screen can show
    const auto rgb = srgbFromOklch(lightness, chroma, hue);
    const auto [low, high] = std::minmax_element(rgb.begin(), rgb.end());
    if ((*low < 0 || *high > 1) && chroma > 0.001) continue;
    const auto byte = [](double v) { return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
    return {byte(rgb[0]), byte(rgb[1]), byte(rgb[2])};
  }
}

}  // namespace

const Palette& heatColours() {
  static const Palette colours = [] {
    Palette made;
    for (int i = 0; i < 256; ++i) made.push_back(heatColour(i / 255.0));
    return made;
  }();
  return colours;
}

}  // namespace ssa
