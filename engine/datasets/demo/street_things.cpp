#include <algorithm>
#include <array>
#include <cmath>

#include "engine/datasets/demo/camera.h"

namespace ssa::demo {
namespace {

Material plain(Colour c) {
  return [c](float, float) { return c; };
}

/// A colour that gets darker from `top` to `bottom` rows: round bodies under the sky.
Material shaded(Colour c, float top, float bottom, float low = 0.55F) {
  return [=](float, float y) { return c * (1 - (1 - low) * std::clamp((y - top) / std::max(1e-3F, bottom - top), 0.0F, 1.0F)); };
}

}  // namespace

void drawCar(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m, bool fromBehind) {
  const float s = camera.scale(z_m);
  const Spot foot = camera.at(x_m, 0, z_m);
  const auto width = static_cast<float>(dice.uniform(1.65, 1.95)) * s;
  const auto height = static_cast<float>(dice.chance(0.2) ? dice.uniform(1.8, 2.3) : dice.uniform(1.35, 1.6)) * s;
  const Colour paint = dice.chance(0.55) ? randomColour(dice, 0.05F, 0.15, 0.95) : randomColour(dice, 0.95F, 0.3, 0.85);
  const float left = foot.x - width / 2, right = foot.x + width / 2, top = foot.y - height;
  stage.shadow({foot.x, foot.y}, width * 0.62F, s * 0.28F, 0.65F);
  for (const float side : {left + width * 0.14F, right - width * 0.14F}) {
    stage.ellipse({side, foot.y - s * 0.27F}, s * 0.16F, s * 0.3F, kCar, z_m, plain(srgb(0x17181a)));
  }
  // Lower body, then the cabin that narrows upwards.
  const float waist = foot.y - height * 0.58F;
  const std::array body{Spot{left, waist + height * 0.06F}, Spot{left + width * 0.05F, waist},
                        Spot{right - width * 0.05F, waist}, Spot{right, waist + height * 0.06F},
                        Spot{right, foot.y - s * 0.16F},    Spot{left, foot.y - s * 0.16F}};
  stage.polygon(body, kCar, z_m, shaded(paint, waist, foot.y));
  const std::array cabin{Spot{left + width * 0.06F, waist}, Spot{left + width * 0.17F, top}, Spot{right - width * 0.17F, top},
                         Spot{right - width * 0.06F, waist}};
  stage.polygon(cabin, kCar, z_m, shaded(paint * 0.9F, top, waist, 0.8F));
  const std::array glass{Spot{left + width * 0.13F, waist - height * 0.02F}, Spot{left + width * 0.21F, top + height * 0.07F},
                         Spot{right - width * 0.21F, top + height * 0.07F}, Spot{right - width * 0.13F, waist - height * 0.02F}};
  stage.polygon(glass, kCar, z_m, [=](float x, float y) {
    const float sheen = noise(x * 8 / width, y * 5 / height, 5U);
    return mix(srgb(0x1b242c), srgb(0x9fb3c2), 0.15F + 0.5F * sheen * (1 - (y - top) / height));
  });
  const Colour lamp = fromBehind ? srgb(0xb01818) : srgb(0xf3f0da);
  for (const float side : {left + width * 0.13F, right - width * 0.13F}) {
    stage.ellipse({side, waist + height * 0.17F}, width * 0.085F, height * 0.06F, kCar, z_m, plain(lamp));
    if (stage.air().glow > 1) stage.glow({side, waist + height * 0.17F}, s * 0.9F, lamp * 0.5F);
  }
  stage.box(foot.x - width * 0.16F, waist + height * 0.25F, foot.x + width * 0.16F, waist + height * 0.33F, kCar, z_m,
            plain(srgb(0xd8d8cf)));
}

void drawPerson(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m) {
  const float s = camera.scale(z_m);
  const Spot foot = camera.at(x_m, 0, z_m);
  const auto tall = static_cast<float>(dice.uniform(1.15, 1.9)) * s;
  const Colour coat = randomColour(dice, 0.8F, 0.15, 0.9), trousers = randomColour(dice, 0.5F, 0.08, 0.5);
  const Colour skin = mix(srgb(0xf0c8a0), srgb(0x5a3a26), static_cast<float>(dice.uniform()));
  const auto stride = static_cast<float>(dice.uniform(-0.16, 0.16)) * tall;
  stage.shadow(foot, tall * 0.22F, tall * 0.05F, 0.5F);
  const float hip = foot.y - tall * 0.47F, shoulder = foot.y - tall * 0.82F;
  stage.line({foot.x - tall * 0.03F, hip}, {foot.x - stride, foot.y}, tall * 0.095F, kPerson, z_m, plain(trousers));
  stage.line({foot.x + tall * 0.03F, hip}, {foot.x + stride, foot.y}, tall * 0.095F, kPerson, z_m, plain(trousers * 0.85F));
  const std::array torso{Spot{foot.x - tall * 0.12F, shoulder + tall * 0.03F},
                         Spot{foot.x - tall * 0.07F, shoulder},
                         Spot{foot.x + tall * 0.07F, shoulder},
                         Spot{foot.x + tall * 0.12F, shoulder + tall * 0.03F},
                         Spot{foot.x + tall * 0.09F, hip + tall * 0.04F},
                         Spot{foot.x - tall * 0.09F, hip + tall * 0.04F}};
  stage.polygon(torso, kPerson, z_m, shaded(coat, shoulder, hip, 0.7F));
  stage.line({foot.x - tall * 0.11F, shoulder + tall * 0.03F}, {foot.x - tall * 0.13F + stride * 0.6F, hip}, tall * 0.055F,
             kPerson, z_m, plain(coat * 0.8F));
  stage.line({foot.x + tall * 0.11F, shoulder + tall * 0.03F}, {foot.x + tall * 0.13F - stride * 0.6F, hip}, tall * 0.055F,
             kPerson, z_m, plain(coat * 0.75F));
  stage.ellipse({foot.x, foot.y - tall * 0.91F}, tall * 0.06F, tall * 0.085F, kPerson, z_m, plain(skin));
  stage.ellipse({foot.x, foot.y - tall * 0.945F}, tall * 0.062F, tall * 0.055F, kPerson, z_m,
                plain(randomColour(dice, 0.5F, 0.05, 0.5)));
}

void drawCyclist(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m) {
  const float s = camera.scale(z_m);
  const Spot foot = camera.at(x_m, 0, z_m);
  const Colour frame = randomColour(dice, 0.9F, 0.2, 0.9), tyre = srgb(0x1c1c1e);
  const float wheel = s * 0.34F, half = s * 0.52F;
  stage.shadow(foot, s * 0.85F, s * 0.1F, 0.45F);
  for (const float side : {-half, half}) {
    const Spot hub{foot.x + side, foot.y - wheel};
    const float ring = std::max(0.34F, s * 0.045F);
    for (int i = 0; i < 28; ++i) {
      const float a = static_cast<float>(i) * 6.2832F / 28, b = static_cast<float>(i + 1) * 6.2832F / 28;
      stage.line({hub.x + wheel * std::cos(a), hub.y + wheel * std::sin(a)},
                 {hub.x + wheel * std::cos(b), hub.y + wheel * std::sin(b)}, ring, kBicycle, z_m, plain(tyre));
    }
  }
  const float tube = std::max(0.34F, s * 0.05F);
  const Spot crank{foot.x - s * 0.05F, foot.y - wheel}, saddle{foot.x - s * 0.2F, foot.y - s * 0.95F},
      bar{foot.x + s * 0.38F, foot.y - s * 1.02F};
  stage.line({foot.x - half, foot.y - wheel}, crank, tube, kBicycle, z_m, plain(frame));
  stage.line(crank, saddle, tube, kBicycle, z_m, plain(frame));
  stage.line(crank, {bar.x - s * 0.05F, bar.y + s * 0.15F}, tube, kBicycle, z_m, plain(frame));
  stage.line(saddle, {bar.x - s * 0.05F, bar.y + s * 0.15F}, tube, kBicycle, z_m, plain(frame));
  stage.line(bar, {foot.x + half, foot.y - wheel}, tube, kBicycle, z_m, plain(frame));
  // The rider counts as bicycle, as in the street data sets that call the class bicyclist.
  const Colour shirt = randomColour(dice, 0.85F, 0.3, 0.9);
  const Spot shoulder{foot.x + s * 0.1F, foot.y - s * 1.5F};
  stage.line(saddle, crank, s * 0.15F, kBicycle, z_m, plain(randomColour(dice, 0.4F, 0.08, 0.4)));
  stage.line(saddle, shoulder, s * 0.27F, kBicycle, z_m, plain(shirt));
  stage.line(shoulder, bar, s * 0.1F, kBicycle, z_m, plain(shirt * 0.8F));
  stage.ellipse({shoulder.x + s * 0.08F, shoulder.y - s * 0.2F}, s * 0.11F, s * 0.14F, kBicycle, z_m,
                plain(mix(srgb(0xf0c8a0), srgb(0x5a3a26), static_cast<float>(dice.uniform()))));
  stage.ellipse({shoulder.x + s * 0.07F, shoulder.y - s * 0.27F}, s * 0.12F, s * 0.09F, kBicycle, z_m,
                plain(randomColour(dice, 0.9F, 0.2, 0.9)));
}

void drawTree(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m, int season) {
  const float s = camera.scale(z_m);
  const Spot foot = camera.at(x_m, 0, z_m);
  const auto tall = static_cast<float>(dice.uniform(4.5, 10)) * s;
  const auto crown = tall * static_cast<float>(dice.uniform(0.24, 0.4));
  static constexpr std::array<std::array<std::uint32_t, 2>, 4> kLeaves{
      {{0x2f5a22, 0x6f9a3a}, {0x3d6b2a, 0x8fb64a}, {0x8a5a1e, 0xd0952f}, {0x4a4a3a, 0x7a7a66}}};
  const auto& tint = kLeaves[static_cast<std::size_t>(season)];
  const Colour dark = srgb(tint[0]), light = srgb(tint[1]);
  stage.shadow(foot, crown * 0.8F, s * 0.35F, 0.4F);
  stage.line(foot, {foot.x, foot.y - tall * 0.6F}, std::max(0.5F, tall * 0.045F), kVegetation, z_m, plain(srgb(0x4a3828)));
  const auto seed = static_cast<std::uint32_t>(dice.bits());
  const int blobs = 3 + dice.integer(0, 3);
  for (int i = 0; i < blobs; ++i) {
    const Spot c{foot.x + static_cast<float>(dice.uniform(-0.5, 0.5)) * crown,
                 foot.y - tall * static_cast<float>(dice.uniform(0.6, 0.88))};
    const float r = crown * static_cast<float>(dice.uniform(0.5, 0.8));
    const float grain = 9.0F / std::max(2.0F, r);
    stage.frayed(c, r, r * 0.85F, std::max(0.6F, r * 0.3F), kVegetation, z_m, [=](float x, float y) {
      const float n = fractal(x * grain, y * grain, 3, seed);
      const float sun = std::clamp(0.75F - (y - c.y) / (2.2F * r), 0.0F, 1.0F);
      return mix(dark, light, std::clamp(n * 1.3F * sun, 0.0F, 1.0F)) * (0.55F + 0.6F * n);
    });
  }
}

void drawStreetLamp(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m, bool lit) {
  const float s = camera.scale(z_m);
  const Spot foot = camera.at(x_m, 0, z_m);
  const auto tall = static_cast<float>(dice.uniform(5, 7.5)) * s;
  const Colour metal = srgb(dice.chance(0.5) ? 0x565b5e : 0x8d9496);
  const float reach = s * (x_m < 0 ? 1.1F : -1.1F), width = std::max(0.5F, s * 0.13F);
  stage.line(foot, {foot.x, foot.y - tall}, width, kPole, z_m, plain(metal));
  if (dice.chance(0.75)) {
    const Spot head{foot.x + reach, foot.y - tall * 1.03F};
    stage.line({foot.x, foot.y - tall}, head, width * 0.7F, kPole, z_m, plain(metal));
    stage.ellipse(head, s * 0.32F, s * 0.1F, kPole, z_m, plain(lit ? srgb(0xffe9b8) * 2 : metal * 1.2F));
    if (lit) stage.glow(head, s * 2.2F, srgb(0xffd9a0) * 0.9F);
  }
}

void drawSign(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m) {
  const float s = camera.scale(z_m);
  const Spot foot = camera.at(x_m, 0, z_m);
  const float tall = static_cast<float>(dice.uniform(2.1, 3)) * s, r = static_cast<float>(dice.uniform(0.32, 0.5)) * s;
  stage.line(foot, {foot.x, foot.y - tall}, std::max(0.45F, s * 0.08F), kPole, z_m, plain(srgb(0x80868a)));
  const Spot c{foot.x, foot.y - tall};
  switch (dice.integer(0, 4)) {
    case 0:  // speed limit
      stage.ellipse(c, r, r, kSign, z_m, plain(srgb(0xc0161d)));
      stage.ellipse(c, r * 0.74F, r * 0.74F, kSign, z_m, plain(srgb(0xf2f2ee)));
      stage.box(c.x - r * 0.3F, c.y - r * 0.35F, c.x - r * 0.06F, c.y + r * 0.35F, kSign, z_m, plain(srgb(0x1a1a1a)));
      stage.box(c.x + r * 0.08F, c.y - r * 0.35F, c.x + r * 0.36F, c.y + r * 0.35F, kSign, z_m, plain(srgb(0x1a1a1a)));
      break;
    case 1: {  // warning triangle
      const std::array outer{Spot{c.x, c.y - r * 1.1F}, Spot{c.x + r * 1.1F, c.y + r * 0.8F},
                             Spot{c.x - r * 1.1F, c.y + r * 0.8F}};
      const std::array inner{Spot{c.x, c.y - r * 0.6F}, Spot{c.x + r * 0.65F, c.y + r * 0.55F},
                             Spot{c.x - r * 0.65F, c.y + r * 0.55F}};
      stage.polygon(outer, kSign, z_m, plain(srgb(0xc0161d)));
      stage.polygon(inner, kSign, z_m, plain(srgb(0xf2f2ee)));
      break;
    }
    case 2:  // blue disc with an arrow
      stage.ellipse(c, r, r, kSign, z_m, plain(srgb(0x1250a8)));
      stage.line({c.x, c.y + r * 0.5F}, {c.x, c.y - r * 0.5F}, r * 0.22F, kSign, z_m, plain(srgb(0xf2f2ee)));
      break;
    case 3:  // direction board
      stage.box(c.x - r * 1.9F, c.y - r * 0.7F, c.x + r * 1.9F, c.y + r * 0.7F, kSign, z_m,
                plain(srgb(dice.chance(0.5) ? 0x1250a8 : 0xe0b400)));
      stage.box(c.x - r * 1.5F, c.y - r * 0.3F, c.x + r * 1.1F, c.y - r * 0.05F, kSign, z_m, plain(srgb(0xf2f2ee)));
      stage.box(c.x - r * 1.5F, c.y + r * 0.15F, c.x + r * 0.5F, c.y + r * 0.4F, kSign, z_m, plain(srgb(0xf2f2ee)));
      break;
    default: {  // traffic light
      stage.box(c.x - r * 0.45F, c.y - r * 1.2F, c.x + r * 0.45F, c.y + r * 1.2F, kSign, z_m, plain(srgb(0x16181a)));
      const int lit = dice.integer(0, 2);
      static constexpr std::array<std::uint32_t, 3> kLamps{0xff2a1a, 0xffb81a, 0x22e06a};
      for (int i = 0; i < 3; ++i) {
        const Spot lamp{c.x, c.y + (static_cast<float>(i) - 1) * r * 0.75F};
        const Colour on = srgb(kLamps[static_cast<std::size_t>(i)]);
        stage.ellipse(lamp, r * 0.28F, r * 0.28F, kSign, z_m, plain(i == lit ? on * 1.6F : on * 0.12F));
        if (i == lit && stage.air().glow > 1) stage.glow(lamp, r * 1.8F, on * 0.6F);
      }
    }
  }
}

}  // namespace ssa::demo
