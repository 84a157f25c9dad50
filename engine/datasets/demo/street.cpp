#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "engine/datasets/demo/camera.h"

namespace ssa::demo {
namespace {

constexpr float kFar_m = 160;

struct Street {
  float road_left, road_right;  // metres from the axis of the camera
  float walk_left, walk_right;  // outer edges of the pavements
  float yard;                   // width of lawn or yard between pavement and houses
};

void drawSky(Stage& stage, const Camera& camera, Dice& dice, bool night) {
  const auto seed = static_cast<std::uint32_t>(dice.bits());
  const auto cover = static_cast<float>(dice.uniform(0, 1));
  const Colour zenith = night ? srgb(0x0b1226) : mix(srgb(0x3f78c0), srgb(0x8fa3b5), cover),
               low = night ? srgb(0x2a2f40) : mix(srgb(0xcfe2f2), srgb(0xd5d8da), cover);
  const Colour cloud = night ? srgb(0x242a3a) : srgb(0xf5f4f0);
  const auto wide = static_cast<float>(stage.size().width);
  const auto tall = std::max(8.0F, camera.horizon_y);
  stage.box(-1, -1, wide + 1, camera.horizon_y + 2, kSky, kFar_m * 0.4F, [=](float x, float y) {
    const float v = std::clamp(y / tall, 0.0F, 1.0F);
    const float n = fractal(x * 5 / wide, y * 11 / tall, 5, seed);
    const float puff = std::clamp((n - 0.62F + 0.35F * cover) * 3.2F, 0.0F, 1.0F);
    return mix(mix(zenith, low, v), cloud * (0.75F + 0.3F * n), puff);
  });
}

/// Hills or a tree line at the horizon.
void drawSkyline(Stage& stage, const Camera& camera, Dice& dice) {
  const auto seed = static_cast<std::uint32_t>(dice.bits());
  const auto height = static_cast<float>(dice.uniform(0.02, 0.1)) * static_cast<float>(stage.size().height);
  const auto wide = static_cast<float>(stage.size().width);
  std::vector<Spot> outline{{-2, camera.horizon_y + 3}};
  for (int i = 0; i <= 60; ++i) {
    const float x = wide * static_cast<float>(i) / 60;
    outline.push_back({x, camera.horizon_y - height * (0.3F + fractal(x * 9 / wide, 0, 3, seed))});
  }
  outline.push_back({wide + 2, camera.horizon_y + 3});
  const Colour leaf = srgb(0x4f6b3a);
  stage.polygon(outline, kVegetation, kFar_m,
                [=](float x, float y) { return leaf * (0.6F + 0.8F * fractal(x * 0.4F, y * 0.4F, 2, seed)); });
}

void drawGround(Stage& stage, const Camera& camera, Dice& dice, const Street& street, bool snow) {
  const auto seed = static_cast<std::uint32_t>(dice.bits());
  const auto tall = static_cast<float>(stage.size().height);
  const Colour grass = snow ? srgb(0xe6eaee) : mix(srgb(0x4c7430), srgb(0x9a8f4a), static_cast<float>(dice.uniform()));
  const Colour asphalt = mix(srgb(0x3a3b3f), srgb(0x7d7c7a), static_cast<float>(dice.uniform()));
  const Colour paving = mix(srgb(0x8f8a84), srgb(0xbfae98), static_cast<float>(dice.uniform()));
  const Colour kerb = srgb(0xb9b7b0), stripe = srgb(dice.chance(0.85) ? 0xe9e9e2 : 0xe8c64a);
  const bool centre_line = dice.chance(0.8), crossing = dice.chance(0.3), slabs = dice.chance(0.7);
  const float wet = snow ? 0 : stage.air().wet;
  const auto crossing_at = static_cast<float>(dice.uniform(7, 16));
  const float first = camera.horizon_y + 0.2F;
  // Row by row, since the distance (and so the fog) changes with the row.
  for (float y = first; y < tall + 1; y += 1.0F / 3) {
    const float z = camera.groundDistance(y + 1.0F / 6);
    if (z > kFar_m * 2) continue;
    const auto strip = [&](float from_m, float to_m, std::uint8_t label, const Material& material) {
      stage.box(camera.centre_x + camera.focal_px * from_m / z, y, camera.centre_x + camera.focal_px * to_m / z,
                y + 1.0F / 3 - 1e-3F, label, z, material);
    };
    const auto ground = [&](float x, float grain, float octave_fade) {
      const float fine = std::clamp(1 - z / octave_fade, 0.0F, 1.0F);
      return 0.5F + (fractal(camera.lateral(x, z) * grain, z * grain, 3, seed) - 0.5F) * fine;
    };
    strip(-400, 400, kVegetation, [&](float x, float) { return grass * (0.55F + 0.9F * ground(x, 3, 60)); });
    const Material pavement = [&](float x, float) {
      const float lateral = camera.lateral(x, z);
      const bool joint = slabs && z < 26 && (std::fmod(z + 200, 0.9F) < 0.05F || std::fmod(lateral + 200, 0.9F) < 0.05F);
      return mix(paving, snow ? srgb(0xe6eaee) : paving, snow ? 0.7F : 0) * (joint ? 0.7F : 0.8F + 0.4F * ground(x, 5, 30));
    };
    strip(street.walk_left, street.road_left, kPavement, pavement);
    strip(street.road_right, street.walk_right, kPavement, pavement);
    strip(street.road_left - 0.14F, street.road_left, kPavement, [&](float, float) { return kerb; });
    strip(street.road_right, street.road_right + 0.14F, kPavement, [&](float, float) { return kerb; });
    strip(street.road_left, street.road_right, kRoad, [&](float x, float) {
      const float lateral = camera.lateral(x, z);
      const float middle = (street.road_left + street.road_right) / 2;
      Colour c = asphalt * (0.75F + 0.5F * ground(x, 6, 40));
      if (snow) c = mix(c, srgb(0xdfe4e8), std::clamp(std::abs(std::sin((lateral - middle) * 1.6F)) * 0.8F, 0.0F, 0.8F));
      const bool dash = std::fmod(z, 6.0F) < 3.2F;
      if (!snow && centre_line && dash && std::abs(lateral - middle) < 0.08F) c = stripe;
      if (!snow && crossing && z > crossing_at && z < crossing_at + 3 && std::fmod(lateral + 100, 1.0F) < 0.5F) c = stripe;
      if (wet > 0) c = mix(c, stage.air().fog * 0.8F, wet * 0.35F * fractal(lateral * 0.8F, z * 0.25F, 2, seed + 9U));
      return c;
    });
  }
}

/// One side of the street, houses from far to near; `side` is -1 or 1.
void drawHouses(Stage& stage, const Camera& camera, Dice& dice, float front_m, float side, bool lit) {
  struct House {
    float near_m, far_m, tall_m;
    Colour wall, roof;
    float floor_m, bay_m, window_w, window_h;
    bool gable;
    std::uint32_t seed;
  };
  std::vector<House> houses;
  float z = static_cast<float>(dice.uniform(2, 9));
  const bool town = dice.chance(0.6);
  while (z < 110) {
    House h{};
    h.near_m = z;
    h.far_m = z + static_cast<float>(dice.uniform(7, town ? 22 : 14));
    h.tall_m = static_cast<float>(town ? dice.uniform(7, 24) : dice.uniform(4, 9));
    h.wall = dice.chance(0.4) ? mix(srgb(0x8a4a38), srgb(0xb9724f), static_cast<float>(dice.uniform()))
                              : randomColour(dice, 0.3F, 0.45, 0.95);
    h.roof = mix(srgb(0x5a2d22), srgb(0x3c4046), static_cast<float>(dice.uniform()));
    h.floor_m = static_cast<float>(dice.uniform(2.7, 3.6));
    h.bay_m = static_cast<float>(dice.uniform(1.7, 3.4));
    h.window_w = static_cast<float>(dice.uniform(0.4, 0.72));
    h.window_h = static_cast<float>(dice.uniform(0.42, 0.68));
    h.gable = !town || dice.chance(0.3);
    h.seed = static_cast<std::uint32_t>(dice.bits());
    houses.push_back(h);
    z = h.far_m + (town && dice.chance(0.75) ? 0 : static_cast<float>(dice.uniform(2, 9)));
  }
  for (auto it = houses.rbegin(); it != houses.rend(); ++it) {
    const House& h = *it;
    const float x = side * front_m;
    const float near_m = std::max(1.2F, h.near_m);
    // The gable wall that faces the camera, then the front along the street.
    const float deep = x + side * 9;
    const std::array end{camera.at(x, 0, near_m), camera.at(deep, 0, near_m), camera.at(deep, h.tall_m, near_m),
                         camera.at(x, h.tall_m, near_m)};
    const float mean = (near_m + h.far_m) / 2;
    stage.polygon(end, kBuilding, near_m,
                  [=](float px, float py) { return h.wall * (0.62F + 0.16F * fractal(px * 0.3F, py * 0.3F, 3, h.seed)); });
    const std::array front{camera.at(x, 0, near_m), camera.at(x, h.tall_m, near_m), camera.at(x, h.tall_m, h.far_m),
                           camera.at(x, 0, h.far_m)};
    stage.polygon(front, kBuilding, mean, [=, &camera](float px, float py) {
      // Where the ray through the pixel meets the wall X = x.
      const float dx = px - camera.centre_x;
      const float along = std::abs(dx) < 1e-3F ? h.far_m : camera.focal_px * x / dx;
      const float up = camera.height_m + (camera.horizon_y - py) * along / camera.focal_px;
      const float u = std::fmod(along - h.near_m + 100 * h.bay_m, h.bay_m) / h.bay_m,
                  v = std::fmod(up + 100 * h.floor_m, h.floor_m) / h.floor_m;
      const int bay = static_cast<int>((along - h.near_m) / h.bay_m), floor = static_cast<int>(up / h.floor_m);
      Colour c = h.wall * (0.72F + 0.3F * fractal(along * 2, up * 2, 3, h.seed));
      if (up < 0.5F) c = c * 0.7F;
      const bool window = std::abs(u - 0.5F) < h.window_w / 2 && std::abs(v - 0.52F) < h.window_h / 2;
      const bool frame = std::abs(u - 0.5F) < h.window_w / 2 + 0.04F && std::abs(v - 0.52F) < h.window_h / 2 + 0.05F;
      if (window) {
        const float glass = lattice(bay, floor, h.seed);
        c = mix(srgb(0x222c36), srgb(0x93a9b8), glass * 0.6F + 0.2F * v);
        if (lit && glass > 0.55F) c = srgb(0xffd68a) * (1.2F + glass);
      } else if (frame) {
        c = mix(h.wall, srgb(0xefece4), 0.6F);
      }
      return c;
    });
    if (h.gable) {
      const std::array roof{camera.at(x, h.tall_m, near_m), camera.at(x + side * 3, h.tall_m + 2.6F, near_m),
                            camera.at(x + side * 3, h.tall_m + 2.6F, h.far_m), camera.at(x, h.tall_m, h.far_m)};
      stage.polygon(roof, kBuilding, mean,
                    [=](float px, float py) { return h.roof * (0.7F + 0.5F * fractal(px * 0.5F, py * 2, 2, h.seed + 3U)); });
      const std::array tip{camera.at(x, h.tall_m, near_m), camera.at(x + side * 3, h.tall_m + 2.6F, near_m),
                           camera.at(deep, h.tall_m, near_m)};
      stage.polygon(tip, kBuilding, near_m, [=](float, float) { return h.wall * 0.6F; });
    }
  }
}

void drawFence(Stage& stage, const Camera& camera, Dice& dice, float x_m, float from_m, float to_m) {
  const auto tall = static_cast<float>(dice.uniform(0.8, 1.5));
  const bool boards = dice.chance(0.4);
  const Colour c = boards ? mix(srgb(0x7a5a3c), srgb(0xcfc8ba), static_cast<float>(dice.uniform())) : srgb(0x3c4247);
  if (boards) {
    const std::array panel{camera.at(x_m, 0, from_m), camera.at(x_m, tall, from_m), camera.at(x_m, tall, to_m),
                           camera.at(x_m, 0, to_m)};
    stage.polygon(panel, kFence, (from_m + to_m) / 2, [=, &camera](float px, float) {
      const float dx = px - camera.centre_x;
      const float along = std::abs(dx) < 1e-3F ? to_m : camera.focal_px * x_m / dx;
      return c * (std::fmod(along + 100, 0.18F) < 0.03F ? 0.5F : 0.85F);
    });
    return;
  }
  const Material metal = [c](float, float) { return c; };
  for (float z = to_m; z >= from_m; z -= std::max(0.35F, z * 0.02F)) {
    stage.line(camera.at(x_m, 0, z), camera.at(x_m, tall, z), std::max(0.4F, camera.scale(z) * 0.03F), kFence, z, metal);
  }
  for (const float rail : {0.35F, 1.0F}) {
    stage.line(camera.at(x_m, tall * rail, from_m), camera.at(x_m, tall * rail, to_m),
               std::max(0.4F, camera.scale(from_m) * 0.035F), kFence, from_m, metal);
  }
}

}  // namespace

void drawStreet(Stage& stage, Dice& dice, bool night) {
  const auto wide = static_cast<float>(stage.size().width), tall = static_cast<float>(stage.size().height);
  Camera camera;
  camera.centre_x = wide * static_cast<float>(dice.uniform(0.36, 0.64));
  camera.horizon_y = tall * static_cast<float>(dice.uniform(0.36, 0.56));
  camera.focal_px = wide * static_cast<float>(dice.uniform(0.75, 1.25));
  camera.height_m = static_cast<float>(dice.uniform(1.2, 2.1));
  const auto road = static_cast<float>(dice.uniform(5.5, 11)), walk = static_cast<float>(dice.uniform(1.4, 3.6));
  const float shift = static_cast<float>(dice.uniform(-0.32, 0.32)) * road;
  Street street{-road / 2 + shift, road / 2 + shift, -road / 2 + shift - walk, road / 2 + shift + walk,
                dice.chance(0.5) ? static_cast<float>(dice.uniform(2, 9)) : 0.2F};
  const bool snow = stage.air().snow;
  const int season = snow ? 3 : dice.integer(0, 2);

  drawSky(stage, camera, dice, night);
  drawSkyline(stage, camera, dice);
  drawGround(stage, camera, dice, street, snow);
  for (const float side : {-1.0F, 1.0F}) {
    const float edge = side < 0 ? -street.walk_left : street.walk_right;
    if (dice.chance(0.88)) drawHouses(stage, camera, dice, edge + street.yard, side, night);
  }
  // Everything that stands, far to near.
  struct Standing {
    int what;
    float x, z;
  };
  std::vector<Standing> things;
  const auto place = [&](int what, int low, int high, auto lateral, double near_m, double far_m) {
    for (int i = dice.integer(low, high); i > 0; --i) {
      // Uniform in 1/z, so that near things are not drowned by far ones.
      const auto z = static_cast<float>(1 / dice.uniform(1 / far_m, 1 / near_m));
      things.push_back({what, lateral(), z});
    }
  };
  const auto pavement = [&] {
    return dice.chance(0.5) ? static_cast<float>(dice.uniform(street.walk_left + 0.3, street.road_left - 0.3))
                            : static_cast<float>(dice.uniform(street.road_right + 0.3, street.walk_right - 0.3));
  };
  const auto kerb = [&] { return dice.chance(0.5) ? street.road_left - 0.4F : street.road_right + 0.4F; };
  const auto lane = [&] { return static_cast<float>(dice.uniform(street.road_left + 1, street.road_right - 1)); };
  const auto parked = [&] { return dice.chance(0.5) ? street.road_left + 1 : street.road_right - 1; };
  const auto lawn = [&] {
    const float out = static_cast<float>(dice.uniform(0.4, std::max(0.6F, street.yard)));
    return dice.chance(0.5) ? street.walk_left - out : street.walk_right + out;
  };
  place(0, 0, 3, lane, 7, 60);
  place(0, 0, 7, parked, 6, 70);
  place(1, 0, 6, pavement, 4.5, 40);
  place(1, 0, 1, lane, 8, 30);
  place(2, 0, 2, lane, 6, 35);
  place(3, 0, 7, dice.chance(0.6) ? static_cast<std::function<float()>>(lawn) : static_cast<std::function<float()>>(kerb), 6, 70);
  place(4, 1, 6, kerb, 6, 70);
  place(5, 0, 4, kerb, 5, 40);
  for (int i = dice.integer(0, 2); i > 0; --i) {
    const auto z = static_cast<float>(dice.uniform(6, 25));
    things.push_back({6, dice.chance(0.5) ? street.walk_left - 0.15F : street.walk_right + 0.15F, z});
  }
  std::sort(things.begin(), things.end(), [](const Standing& a, const Standing& b) { return a.z > b.z; });
  for (const Standing& t : things) {
    switch (t.what) {
      case 0:
        drawCar(stage, camera, dice, t.x, t.z, t.x > (street.road_left + street.road_right) / 2);
        break;
      case 1:
        drawPerson(stage, camera, dice, t.x, t.z);
        break;
      case 2:
        drawCyclist(stage, camera, dice, t.x, t.z);
        break;
      case 3:
        drawTree(stage, camera, dice, t.x, t.z, season);
        break;
      case 4:
        drawStreetLamp(stage, camera, dice, t.x, t.z, night);
        break;
      case 5:
        drawSign(stage, camera, dice, t.x, t.z);
        break;
      default:
        drawFence(stage, camera, dice, t.x, t.z, t.z + 12);
        break;
    }
  }
  if (dice.chance(0.3)) {
    // The bonnet of the camera's own car: seen, but no class of the table.
    const auto rise = static_cast<float>(dice.uniform(0.04, 0.1)) * tall;
    const Colour paint = randomColour(dice, 0.4F, 0.1, 0.7);
    stage.ellipse({wide * 0.5F, tall + rise * 1.6F}, wide * 0.62F, rise * 2.6F, kIgnore, 0, [=](float x, float y) {
      return paint * (0.5F + 0.7F * std::clamp((tall - y) / rise, 0.0F, 1.0F) + 0.1F * noise(x * 0.02F, y * 0.1F, 3U));
    });
  }
}

}  // namespace ssa::demo
