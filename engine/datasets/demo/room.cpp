#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "engine/datasets/demo/camera.h"

namespace ssa::demo {
namespace {

/// A box-shaped room: half width, height and depth in metres.
struct Room {
  float left, right, tall, deep;
};

Material plain(Colour c) {
  return [c](float, float) { return c; };
}

/// Wood: rings along one direction.
Material wood(Colour c, float scale, std::uint32_t seed) {
  return [=](float x, float y) { return c * (0.7F + 0.45F * fractal(x * scale * 0.2F, y * scale * 2.5F, 3, seed)); };
}

void drawShell(Stage& stage, const Camera& camera, Dice& dice, const Room& room) {
  const Colour wall = randomColour(dice, 0.35F, 0.55, 0.97), ceiling = mix(srgb(0xffffff), wall, 0.15F);
  const auto seed = static_cast<std::uint32_t>(dice.bits());
  const int floor_kind = dice.integer(0, 2), pattern = dice.integer(0, 3);
  const Colour floor = floor_kind == 0   ? mix(srgb(0x6b4423), srgb(0xc89d66), static_cast<float>(dice.uniform()))
                       : floor_kind == 1 ? randomColour(dice, 0.12F, 0.35, 0.9)
                                         : randomColour(dice, 0.6F, 0.25, 0.7);
  const auto paper = [=](float u, float v) {
    switch (pattern) {
      case 1:
        return std::fmod(u + 50, 0.35F) < 0.17F ? 0.92F : 1.0F;
      case 2:
        return 0.94F + 0.08F * std::sin(u * 17) * std::sin(v * 17);
      default:
        return 1.0F;
    }
  };
  const float back = room.deep;
  const std::array<Spot, 4> back_wall{camera.at(room.left, 0, back), camera.at(room.right, 0, back),
                                      camera.at(room.right, room.tall, back), camera.at(room.left, room.tall, back)};
  const float near = 0.35F;
  const auto side = [&](float x, float shade) {
    const std::array<Spot, 4> quad{camera.at(x, 0, near), camera.at(x, room.tall, near), camera.at(x, room.tall, back),
                                   camera.at(x, 0, back)};
    stage.polygon(quad, kWall, back / 2, [=, &camera](float px, float py) {
      const float dx = px - camera.centre_x;
      const float along = std::abs(dx) < 1e-3F ? back : camera.focal_px * x / dx;
      const float up = camera.height_m + (camera.horizon_y - py) * along / camera.focal_px;
      return wall * (shade * paper(along, up) * (0.9F + 0.1F * fractal(along * 3, up * 3, 2, seed)) *
                     (0.8F + 0.2F * std::min(1.0F, up)));
    });
  };
  const std::array<Spot, 4> ground{camera.at(room.left, 0, near), camera.at(room.right, 0, near), camera.at(room.right, 0, back),
                                   camera.at(room.left, 0, back)};
  stage.polygon(ground, kFloor, back / 2, [=, &camera](float px, float py) {
    const float z = camera.groundDistance(py), x = camera.lateral(px, z);
    if (floor_kind == 0) {
      const float board = std::floor(x / 0.16F);
      const bool joint = std::fmod(x + 60, 0.16F) < 0.008F;
      return floor * ((joint ? 0.5F : 0.75F) + 0.3F * fractal(board * 7 + x, z * 3 + board, 3, seed));
    }
    if (floor_kind == 1) {
      const bool joint = std::fmod(x + 60, 0.45F) < 0.014F || std::fmod(z + 60, 0.45F) < 0.014F;
      return floor *
             (joint ? 0.6F : 0.8F + 0.2F * lattice(static_cast<int>((x + 60) / 0.45F), static_cast<int>(z / 0.45F), seed));
    }
    return floor * (0.7F + 0.5F * fractal(x * 22, z * 22, 2, seed));
  });
  const std::array<Spot, 4> top{camera.at(room.left, room.tall, near), camera.at(room.right, room.tall, near),
                                camera.at(room.right, room.tall, back), camera.at(room.left, room.tall, back)};
  stage.polygon(top, kCeiling, back / 2, plain(ceiling * 0.9F));
  stage.polygon(back_wall, kWall, back, [=, &camera](float px, float py) {
    const float u = camera.lateral(px, back), v = camera.height_m + (camera.horizon_y - py) * back / camera.focal_px;
    return wall * (0.86F * paper(u, v) * (0.92F + 0.1F * fractal(u * 3, v * 3, 2, seed)) * (0.82F + 0.18F * std::min(1.0F, v)));
  });
  side(room.left, 0.95F);
  side(room.right, 0.75F);
}

/// A rectangle on the back wall, given in metres.
std::array<Spot, 4> onBack(const Camera& camera, const Room& room, float x0, float y0, float x1, float y1) {
  const float z = room.deep - 0.02F;
  return {camera.at(x0, y0, z), camera.at(x1, y0, z), camera.at(x1, y1, z), camera.at(x0, y1, z)};
}

void drawWindow(Stage& stage, const Camera& camera, Dice& dice, const Room& room, float x, float width, bool dark) {
  const auto low = static_cast<float>(dice.uniform(0.7, 1)),
             high = std::min(room.tall - 0.25F, low + static_cast<float>(dice.uniform(1, 1.5)));
  const auto seed = static_cast<std::uint32_t>(dice.bits());
  stage.polygon(onBack(camera, room, x - 0.08F, low - 0.08F, x + width + 0.08F, high + 0.08F), kWindow, room.deep,
                plain(srgb(0xe8e6e0)));
  const Spot a = camera.at(x, high, room.deep), b = camera.at(x + width, low, room.deep);
  stage.polygon(onBack(camera, room, x, low, x + width, high), kWindow, room.deep, [=](float px, float py) {
    const float v = (py - a.y) / std::max(1.0F, b.y - a.y), u = (px - a.x) / std::max(1.0F, b.x - a.x);
    if (dark) return srgb(0x10141f) * (1 + 0.6F * fractal(u * 6, v * 6, 2, seed));
    const bool leaves = v > 0.45F + 0.3F * fractal(u * 5, 0, 3, seed);
    return leaves ? srgb(0x6f9a4a) * (0.8F + 0.9F * fractal(u * 14, v * 14, 3, seed))
                  : mix(srgb(0xbfdcf5), srgb(0xffffff), fractal(u * 3, v * 5, 3, seed)) * 1.3F;
  });
  for (const float t : {0.5F}) {
    stage.polygon(onBack(camera, room, x + width * t - 0.025F, low, x + width * t + 0.025F, high), kWindow, room.deep,
                  plain(srgb(0xe0ded8)));
  }
  if (!dark) stage.glow({(a.x + b.x) / 2, (a.y + b.y) / 2}, (b.x - a.x) * 1.4F, srgb(0xfff2dd) * 0.16F);
}

void drawDoor(Stage& stage, const Camera& camera, Dice& dice, const Room& room, float x) {
  const Colour c =
      dice.chance(0.5) ? srgb(0xece8de) * 0.9F : mix(srgb(0x5a3820), srgb(0xa8794a), static_cast<float>(dice.uniform()));
  const auto seed = static_cast<std::uint32_t>(dice.bits());
  const float tall = std::min(2.1F, room.tall - 0.2F);
  stage.polygon(onBack(camera, room, x - 0.07F, 0, x + 0.97F, tall + 0.07F), kDoor, room.deep, plain(c * 0.75F));
  stage.polygon(onBack(camera, room, x, 0, x + 0.9F, tall), kDoor, room.deep, wood(c, 0.3F, seed));
  for (const float y : {0.25F, 1.15F})
    stage.polygon(onBack(camera, room, x + 0.15F, y, x + 0.75F, y + 0.75F), kDoor, room.deep, plain(c * 0.82F));
  const Spot knob = camera.at(x + 0.82F, 1, room.deep);
  stage.ellipse(knob, camera.scale(room.deep) * 0.035F, camera.scale(room.deep) * 0.035F, kDoor, room.deep,
                plain(srgb(0xc9b27a)));
}

void drawCabinet(Stage& stage, const Camera& camera, Dice& dice, const Room& room, float x) {
  const auto width = static_cast<float>(dice.uniform(0.8, 1.7)),
             tall = std::min(room.tall - 0.1F, static_cast<float>(dice.uniform(0.9, 2.3)));
  const Colour c =
      dice.chance(0.4) ? srgb(0xe9e6df) * 0.85F : mix(srgb(0x4a2f1c), srgb(0xb98d5c), static_cast<float>(dice.uniform()));
  const auto seed = static_cast<std::uint32_t>(dice.bits());
  const float z = room.deep - 0.45F;
  const auto face = [&](float x0, float y0, float x1, float y1, const Material& m) {
    const std::array<Spot, 4> quad{camera.at(x0, y0, z), camera.at(x1, y0, z), camera.at(x1, y1, z), camera.at(x0, y1, z)};
    stage.polygon(quad, kCabinet, z, m);
  };
  face(x, 0, x + width, tall, wood(c, 0.25F, seed));
  const bool shelf = dice.chance(0.5);
  const int rows = std::max(1, static_cast<int>(tall / 0.42F));
  for (int i = 0; i < rows; ++i) {
    const float y0 = 0.06F + static_cast<float>(i) * (tall - 0.1F) / static_cast<float>(rows),
                y1 = y0 + (tall - 0.1F) / static_cast<float>(rows) - 0.05F;
    if (!shelf) {
      face(x + 0.04F, y0, x + width / 2 - 0.015F, y1, plain(c * 0.9F));
      face(x + width / 2 + 0.015F, y0, x + width - 0.04F, y1, plain(c * 0.88F));
      continue;
    }
    face(x + 0.04F, y0, x + width - 0.04F, y1, plain(c * 0.3F));
    float at = x + 0.06F;
    while (at < x + width - 0.1F) {
      const auto thick = static_cast<float>(dice.uniform(0.025, 0.08));
      if (dice.chance(0.85))
        face(at, y0, std::min(at + thick, x + width - 0.05F), y0 + (y1 - y0) * static_cast<float>(dice.uniform(0.55, 0.95)),
             plain(randomColour(dice, 0.8F, 0.2, 0.9)));
      at += thick + 0.006F;
    }
  }
}

void drawPicture(Stage& stage, const Camera& camera, Dice& dice, const Room& room, float x) {
  // A mirror or a screen shows something that is not there: ignored.
  const bool screen = dice.chance(0.35);
  const auto width = static_cast<float>(dice.uniform(0.4, 1.1)), y = static_cast<float>(dice.uniform(1.1, 1.5)),
             tall = width * static_cast<float>(dice.uniform(0.55, 1.1));
  const auto seed = static_cast<std::uint32_t>(dice.bits());
  const Colour a = randomColour(dice, 0.8F, 0.2, 0.9), b = randomColour(dice, 0.8F, 0.2, 0.9);
  stage.polygon(onBack(camera, room, x, y, x + width, y + tall), screen ? kIgnore : std::uint8_t{kWall}, room.deep,
                plain(srgb(0x201a16)));
  const float s = 6.0F / std::max(4.0F, camera.scale(room.deep));
  stage.polygon(onBack(camera, room, x + 0.04F, y + 0.04F, x + width - 0.04F, y + tall - 0.04F),
                screen ? kIgnore : std::uint8_t{kWall}, room.deep,
                [=](float px, float py) { return mix(a, b, fractal(px * s, py * s, 4, seed)); });
}

void drawTable(Stage& stage, const Camera& camera, Dice& dice, float x, float z) {
  const auto half = static_cast<float>(dice.uniform(0.45, 0.95)), deep = static_cast<float>(dice.uniform(0.5, 0.9)),
             tall = static_cast<float>(dice.chance(0.3) ? dice.uniform(0.4, 0.5) : dice.uniform(0.7, 0.78));
  const Colour c =
      dice.chance(0.3) ? srgb(0xe4e2dc) * 0.85F : mix(srgb(0x4a2f1c), srgb(0xc2935e), static_cast<float>(dice.uniform()));
  const auto seed = static_cast<std::uint32_t>(dice.bits());
  for (const float lz : {z + deep, z}) {
    for (const float lx : {x - half + 0.05F, x + half - 0.05F}) {
      stage.line(camera.at(lx, 0, lz), camera.at(lx, tall, lz), std::max(0.6F, camera.scale(lz) * 0.055F), kTable, lz,
                 plain(c * 0.6F));
    }
  }
  const std::array<Spot, 4> top{camera.at(x - half, tall, z), camera.at(x + half, tall, z), camera.at(x + half, tall, z + deep),
                                camera.at(x - half, tall, z + deep)};
  const std::array<Spot, 4> rim{camera.at(x - half, tall - 0.05F, z), camera.at(x + half, tall - 0.05F, z),
                                camera.at(x + half, tall, z), camera.at(x - half, tall, z)};
  stage.polygon(top, kTable, z, wood(c, 0.15F, seed));
  stage.polygon(rim, kTable, z, plain(c * 0.62F));
  if (dice.chance(0.5)) {  // a lamp on the table
    const Spot foot = camera.at(x + half * static_cast<float>(dice.uniform(-0.6, 0.6)), tall, z + deep * 0.5F);
    const float s = camera.scale(z + deep * 0.5F);
    const bool lit = stage.air().glow > 1;
    const Colour shade = lit ? srgb(0xffe2a8) * 1.8F : randomColour(dice, 0.5F, 0.5, 0.95);
    stage.line(foot, {foot.x, foot.y - s * 0.3F}, std::max(0.5F, s * 0.04F), kLamp, z, plain(srgb(0x6a6258)));
    const std::array<Spot, 4> cone{Spot{foot.x - s * 0.16F, foot.y - s * 0.26F}, Spot{foot.x + s * 0.16F, foot.y - s * 0.26F},
                                   Spot{foot.x + s * 0.1F, foot.y - s * 0.48F}, Spot{foot.x - s * 0.1F, foot.y - s * 0.48F}};
    stage.polygon(cone, kLamp, z, plain(shade));
    if (lit) stage.glow({foot.x, foot.y - s * 0.35F}, s * 1.1F, srgb(0xffd9a0) * 0.5F);
  }
}

void drawChair(Stage& stage, const Camera& camera, Dice& dice, float x, float z, Colour c) {
  const float half = 0.23F, tall = 0.46F;
  const auto back = static_cast<float>(dice.uniform(0.85, 1.1));
  const bool towards = dice.chance(0.5);
  const auto leg = [&](float lx, float lz, float top) {
    stage.line(camera.at(lx, 0, lz), camera.at(lx, top, lz), std::max(0.5F, camera.scale(lz) * 0.04F), kChair, lz,
               plain(c * 0.65F));
  };
  const auto rest = [&](float lz) {
    const std::array<Spot, 4> quad{camera.at(x - half, tall + 0.12F, lz), camera.at(x + half, tall + 0.12F, lz),
                                   camera.at(x + half, back, lz), camera.at(x - half, back, lz)};
    stage.polygon(quad, kChair, lz, plain(c * 0.9F));
  };
  leg(x - half, z + 0.44F, towards ? tall : back);
  leg(x + half, z + 0.44F, towards ? tall : back);
  if (!towards) rest(z + 0.44F);
  const std::array<Spot, 4> seat{camera.at(x - half, tall, z), camera.at(x + half, tall, z), camera.at(x + half, tall, z + 0.44F),
                                 camera.at(x - half, tall, z + 0.44F)};
  stage.polygon(seat, kChair, z, plain(c));
  leg(x - half, z, towards ? back : tall);
  leg(x + half, z, towards ? back : tall);
  if (towards) rest(z);
}

}  // namespace

void drawRoom(Stage& stage, Dice& dice, bool lamps) {
  const auto wide = static_cast<float>(stage.size().width), tall = static_cast<float>(stage.size().height);
  Room room{static_cast<float>(-dice.uniform(1.4, 3.2)), static_cast<float>(dice.uniform(1.4, 3.2)),
            static_cast<float>(dice.uniform(2.3, 3.3)), static_cast<float>(dice.uniform(3, 6.5))};
  Camera camera;
  camera.centre_x = wide * static_cast<float>(dice.uniform(0.4, 0.6));
  camera.horizon_y = tall * static_cast<float>(dice.uniform(0.3, 0.5));
  camera.focal_px = wide * static_cast<float>(dice.uniform(0.62, 0.95));
  camera.height_m = static_cast<float>(dice.uniform(1.2, 1.7));
  drawShell(stage, camera, dice, room);
  // The back wall is filled from left to right.
  float x = room.left + static_cast<float>(dice.uniform(0.1, 0.5));
  while (x < room.right - 0.9F) {
    switch (dice.integer(0, 4)) {
      case 0:
      case 1: {
        const float width = std::min(static_cast<float>(dice.uniform(0.8, 1.8)), room.right - x - 0.15F);
        drawWindow(stage, camera, dice, room, x, width, lamps);
        x += width + 0.3F;
        break;
      }
      case 2:
        if (room.right - x > 1.05F) drawDoor(stage, camera, dice, room, x);
        x += 1.3F;
        break;
      case 3:
        drawPicture(stage, camera, dice, room, x);
        x += 1.3F;
        break;
      default:
        drawCabinet(stage, camera, dice, room, x);
        x += 1.8F;
        break;
    }
    x += static_cast<float>(dice.uniform(0, 0.5));
  }
  if (dice.chance(0.7)) {  // a lamp that hangs
    const Spot hook = camera.at(static_cast<float>(dice.uniform(-0.6, 0.6)), room.tall, room.deep * 0.6F);
    const float s = camera.scale(room.deep * 0.6F);
    const Spot bulb{hook.x, hook.y + s * static_cast<float>(dice.uniform(0.3, 0.7))};
    stage.line(hook, bulb, std::max(0.4F, s * 0.02F), kLamp, room.deep * 0.6F, plain(srgb(0x333333)));
    stage.ellipse(bulb, s * 0.2F, s * 0.12F, kLamp, room.deep * 0.6F,
                  plain(lamps ? srgb(0xffe9c0) * 2.2F : randomColour(dice, 0.4F, 0.5, 0.95)));
    if (lamps) stage.glow(bulb, s * 1.8F, srgb(0xffd9a0) * 0.5F);
  }
  struct Piece {
    int what;
    float x, z;
  };
  std::vector<Piece> pieces;
  const auto put = [&](int what, int low, int high) {
    for (int i = dice.integer(low, high); i > 0; --i) {
      pieces.push_back({what, static_cast<float>(dice.uniform(room.left + 0.5, room.right - 0.5)),
                        static_cast<float>(dice.uniform(1.5, std::max(1.9, room.deep - 1.2)))});
    }
  };
  put(0, 0, 2);
  put(1, 1, 5);
  put(2, 0, 2);
  put(3, 0, 2);
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.z > b.z; });
  const Colour chair = dice.chance(0.5) ? mix(srgb(0x4a2f1c), srgb(0xb98d5c), static_cast<float>(dice.uniform()))
                                        : randomColour(dice, 0.8F, 0.2, 0.9);
  for (const Piece& piece : pieces) {
    const float s = camera.scale(piece.z);
    stage.shadow(camera.at(piece.x, 0, piece.z + 0.2F), s * 0.6F, s * 0.16F, 0.35F);
    switch (piece.what) {
      case 0:
        drawTable(stage, camera, dice, piece.x, piece.z);
        break;
      case 1:
        drawChair(stage, camera, dice, piece.x, piece.z, chair);
        break;
      case 2:
        drawPerson(stage, camera, dice, piece.x, piece.z + 0.5F);
        break;
      default: {  // a pot plant
        const Spot foot = camera.at(piece.x, 0, piece.z);
        const auto seed = static_cast<std::uint32_t>(dice.bits());
        const std::array<Spot, 4> pot{Spot{foot.x - s * 0.13F, foot.y}, Spot{foot.x + s * 0.13F, foot.y},
                                      Spot{foot.x + s * 0.18F, foot.y - s * 0.3F}, Spot{foot.x - s * 0.18F, foot.y - s * 0.3F}};
        stage.polygon(pot, kVegetation, piece.z, plain(srgb(0xa8603a)));
        stage.frayed({foot.x, foot.y - s * 0.65F}, s * 0.32F, s * 0.38F, s * 0.12F, kVegetation, piece.z,
                     [=](float px, float py) {
                       const float n = fractal(px * 18 / s, py * 18 / s, 3, seed);
                       return mix(srgb(0x24501f), srgb(0x7fb04a), n);
                     });
      }
    }
  }
}

}  // namespace ssa::demo
