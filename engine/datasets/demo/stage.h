#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/datasets/demo/noise.h"

namespace ssa::demo {

/// A linear-light colour, 0..1 and beyond (lamps).
struct Colour {
  float r = 0, g = 0, b = 0;
  friend Colour operator*(Colour c, float s) { return {c.r * s, c.g * s, c.b * s}; }
  friend Colour operator*(Colour c, Colour d) { return {c.r * d.r, c.g * d.g, c.b * d.b}; }
  friend Colour operator+(Colour c, Colour d) { return {c.r + d.r, c.g + d.g, c.b + d.b}; }
};
inline Colour mix(Colour a, Colour b, float t) { return a * (1 - t) + b * t; }
/// From an sRGB `0xRRGGBB`.
Colour srgb(std::uint32_t hex);
/// Random hue with the given saturation and value ranges.
Colour randomColour(Dice& dice, float saturation, double low, double high);

/// A position in the picture, in units of picture pixels (x right, y down), fractions allowed.
struct Spot {
  float x = 0, y = 0;
};

/// Class ids of generated scenes; the order of demoLabels().
enum Thing : std::uint8_t {
  kSky,
  kBuilding,
  kRoad,
  kPavement,
  kVegetation,
  kPole,
  kSign,
  kFence,
  kCar,
  kPerson,
  kBicycle,
  kWall,
  kFloor,
  kCeiling,
  kWindow,
  kDoor,
  kTable,
  kChair,
  kLamp,
  kCabinet,
};

/// Light and air of a scene.
struct Air {
  Colour light{1, 1, 1};  ///< multiplies every surface
  Colour fog{0.8F, 0.82F, 0.85F};
  float density = 0;  ///< per metre
  float glow = 1;     ///< strength of lamps and lit windows
  float exposure = 1;
  float noise = 0.01F;  ///< sensor noise, standard deviation in display units
  float blur_px = 0;
  float wet = 0;  ///< rain: streaks and reflections; snow when `snow`
  bool snow = false;
};

/// What is painted: colour at a picture position.
using Material = std::function<Colour(float x, float y)>;

/// The painter's canvas: three samples a pixel in each direction without anti-aliasing, so that the mask is exact
/// (the label of a pixel is that of its centre sample) and the picture smooth (the mean of nine samples).
class Stage {
 public:
  Stage(Size size, const Air& air, std::uint64_t seed);

  /// Paints a polygon at `distance_m` metres; later ones cover earlier ones.
  void polygon(std::span<const Spot> corners, std::uint8_t label, float distance_m, const Material& material);
  void ellipse(Spot centre, float rx, float ry, std::uint8_t label, float distance_m, const Material& material);
  void box(float left, float top, float right, float bottom, std::uint8_t label, float distance_m, const Material& material);
  /// A polygon whose outline is frayed by noise of `amount` picture pixels: foliage, clouds, snow.
  void frayed(Spot centre, float rx, float ry, float amount, std::uint8_t label, float distance_m, const Material& material);
  /// A line of `width` picture pixels, at least one sample.
  void line(Spot from, Spot to, float width, std::uint8_t label, float distance_m, const Material& material);
  /// Adds light around a spot, label untouched.
  void glow(Spot centre, float radius, Colour colour);
  /// Darkens what is there, label untouched: contact shadows.
  void shadow(Spot centre, float rx, float ry, float strength);

  Size size() const { return size_; }
  const Air& air() const { return air_; }
  std::uint32_t seed() const { return static_cast<std::uint32_t>(seed_); }

  /// Develops the picture: weather in the air, exposure, noise, blur, tone curve.
  void develop(Image8& image, LabelMap& labels);

 private:
  static constexpr int kSamples = 3;
  template <class Inside>
  void paint(float left, float top, float right, float bottom, std::uint8_t label, float distance_m, const Material& material,
             Inside inside);

  Size size_;
  Air air_;
  std::uint64_t seed_;
  int width_, height_;
  std::vector<Colour> colours_;
  std::vector<std::uint8_t> labels_;
};

}  // namespace ssa::demo
