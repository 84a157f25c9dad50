#include "engine/datasets/demo/stage.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ssa::demo {
namespace {

float toLinear(float c) { return c <= 0.04045F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F); }
float toDisplay(float c) { return c <= 0.0031308F ? 12.92F * c : 1.055F * std::pow(c, 1 / 2.4F) - 0.055F; }

/// Keeps highlights from clipping hard (Reinhard with a white point of 2).
float tone(float c) { return c * (1 + c / 4.0F) / (1 + c * 0.85F); }

}  // namespace

Colour srgb(std::uint32_t hex) {
  const auto part = [&](int shift) { return toLinear(static_cast<float>((hex >> shift) & 255U) / 255.0F); };
  return {part(16), part(8), part(0)};
}

Colour randomColour(Dice& dice, float saturation, double low, double high) {
  const auto value = static_cast<float>(dice.uniform(low, high));
  const auto hue = static_cast<float>(dice.uniform(0, 6));
  const float s = saturation * static_cast<float>(dice.uniform(0.3, 1));
  const auto channel = [&](float n) {
    const float k = std::fmod(n + hue, 6.0F);
    return value - value * s * std::clamp(std::min(k, 4 - k), 0.0F, 1.0F);
  };
  return {toLinear(channel(5)), toLinear(channel(3)), toLinear(channel(1))};
}

Stage::Stage(Size size, const Air& air, std::uint64_t seed)
    : size_(size),
      air_(air),
      seed_(seed),
      width_(size.width * kSamples),
      height_(size.height * kSamples),
      colours_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_)),
      labels_(colours_.size(), kIgnore) {}

template <class Inside>
void Stage::paint(float left, float top, float right, float bottom, std::uint8_t label, float distance_m,
                  const Material& material, Inside inside) {
  const int x0 = std::max(0, static_cast<int>(std::floor(left * kSamples))),
            x1 = std::min(width_, static_cast<int>(std::ceil(right * kSamples)) + 1);
  const int y0 = std::max(0, static_cast<int>(std::floor(top * kSamples))),
            y1 = std::min(height_, static_cast<int>(std::ceil(bottom * kSamples)) + 1);
  const float fog = 1 - std::exp(-air_.density * std::max(0.0F, distance_m));
  for (int y = y0; y < y1; ++y) {
    const float py = (static_cast<float>(y) + 0.5F) / kSamples;
    for (int x = x0; x < x1; ++x) {
      const float px = (static_cast<float>(x) + 0.5F) / kSamples;
      if (!inside(px, py)) continue;
      const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
      colours_[at] = mix(material(px, py) * air_.light, air_.fog, fog);
      labels_[at] = label;
    }
  }
}

void Stage::polygon(std::span<const Spot> corners, std::uint8_t label, float distance_m, const Material& material) {
  float left = 1e9F, top = 1e9F, right = -1e9F, bottom = -1e9F;
  for (const Spot& c : corners) {
    left = std::min(left, c.x), right = std::max(right, c.x);
    top = std::min(top, c.y), bottom = std::max(bottom, c.y);
  }
  paint(left, top, right, bottom, label, distance_m, material, [&](float x, float y) {
    bool in = false;
    for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
      const Spot a = corners[i], b = corners[j];
      if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) in = !in;
    }
    return in;
  });
}

void Stage::ellipse(Spot centre, float rx, float ry, std::uint8_t label, float distance_m, const Material& material) {
  paint(centre.x - rx, centre.y - ry, centre.x + rx, centre.y + ry, label, distance_m, material, [&](float x, float y) {
    const float u = (x - centre.x) / rx, v = (y - centre.y) / ry;
    return u * u + v * v <= 1;
  });
}

void Stage::box(float left, float top, float right, float bottom, std::uint8_t label, float distance_m,
                const Material& material) {
  paint(left, top, right, bottom, label, distance_m, material,
        [&](float x, float y) { return x >= left && x <= right && y >= top && y <= bottom; });
}

void Stage::frayed(Spot centre, float rx, float ry, float amount, std::uint8_t label, float distance_m,
                   const Material& material) {
  const float scale = 2.2F / std::max(1.0F, amount);
  paint(centre.x - rx - amount, centre.y - ry - amount, centre.x + rx + amount, centre.y + ry + amount, label, distance_m,
        material, [&](float x, float y) {
          const float u = (x - centre.x) / rx, v = (y - centre.y) / ry;
          const float r = std::sqrt(u * u + v * v);
          const float edge = 1 + (fractal(x * scale, y * scale, 3, seed() + 31U) - 0.55F) * 2.2F * amount / std::min(rx, ry);
          return r <= edge;
        });
}

void Stage::line(Spot from, Spot to, float width, std::uint8_t label, float distance_m, const Material& material) {
  const float half = std::max(width, 1.0F / kSamples) / 2;
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float length2 = std::max(1e-6F, dx * dx + dy * dy);
  paint(std::min(from.x, to.x) - half, std::min(from.y, to.y) - half, std::max(from.x, to.x) + half,
        std::max(from.y, to.y) + half, label, distance_m, material, [&](float x, float y) {
          const float t = std::clamp(((x - from.x) * dx + (y - from.y) * dy) / length2, 0.0F, 1.0F);
          const float ex = x - from.x - t * dx, ey = y - from.y - t * dy;
          return ex * ex + ey * ey <= half * half;
        });
}

void Stage::glow(Spot centre, float radius, Colour colour) {
  const int x0 = std::max(0, static_cast<int>((centre.x - radius) * kSamples)),
            x1 = std::min(width_, static_cast<int>((centre.x + radius) * kSamples));
  const int y0 = std::max(0, static_cast<int>((centre.y - radius) * kSamples)),
            y1 = std::min(height_, static_cast<int>((centre.y + radius) * kSamples));
  for (int y = y0; y < y1; ++y) {
    for (int x = x0; x < x1; ++x) {
      const float u = (static_cast<float>(x) / kSamples - centre.x) / radius,
                  v = (static_cast<float>(y) / kSamples - centre.y) / radius;
      const float falloff = std::max(0.0F, 1 - (u * u + v * v));
      Colour& c = colours_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
      c = c + colour * (falloff * falloff * air_.glow);
    }
  }
}

void Stage::shadow(Spot centre, float rx, float ry, float strength) {
  const int x0 = std::max(0, static_cast<int>((centre.x - rx) * kSamples)),
            x1 = std::min(width_, static_cast<int>((centre.x + rx) * kSamples));
  const int y0 = std::max(0, static_cast<int>((centre.y - ry) * kSamples)),
            y1 = std::min(height_, static_cast<int>((centre.y + ry) * kSamples));
  for (int y = y0; y < y1; ++y) {
    for (int x = x0; x < x1; ++x) {
      const float u = (static_cast<float>(x) / kSamples - centre.x) / rx, v = (static_cast<float>(y) / kSamples - centre.y) / ry;
      const float falloff = std::clamp(1.4F * (1 - (u * u + v * v)), 0.0F, 1.0F);
      Colour& c = colours_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
      c = c * (1 - strength * falloff);
    }
  }
}

void Stage::develop(Image8& image, LabelMap& labels) {
  image = Image8(size_);
  labels = LabelMap(size_);
  std::vector<Colour> film(static_cast<std::size_t>(size_.area()));
  for (int y = 0; y < size_.height; ++y) {
    for (int x = 0; x < size_.width; ++x) {
      Colour sum;
      for (int j = 0; j < kSamples; ++j) {
        for (int i = 0; i < kSamples; ++i) {
          sum = sum + colours_[static_cast<std::size_t>(y * kSamples + j) * static_cast<std::size_t>(width_) +
                               static_cast<std::size_t>(x * kSamples + i)];
        }
      }
      film[static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width) + static_cast<std::size_t>(x)] =
          sum * (1.0F / (kSamples * kSamples));
      labels.row(y)[x] = labels_[static_cast<std::size_t>(y * kSamples + 1) * static_cast<std::size_t>(width_) +
                                 static_cast<std::size_t>(x * kSamples + 1)];
    }
  }
  Dice dice(seed_ ^ 0x5EEDULL);
  if (air_.wet > 0) {
    const int drops = static_cast<int>(air_.wet * static_cast<float>(size_.area()) / (air_.snow ? 260.0F : 190.0F));
    for (int i = 0; i < drops; ++i) {
      const double depth = dice.uniform(0.3, 1);
      double x = dice.uniform(0, size_.width), y = dice.uniform(-8, size_.height);
      const int length =
          air_.snow ? 1 + static_cast<int>(depth * size_.height / 240.0) : static_cast<int>(depth * size_.height / 22.0) + 2;
      for (int k = 0; k < length * (air_.snow ? length : 1); ++k) {
        const int px = static_cast<int>(x) + (air_.snow ? k % length : static_cast<int>(-k * 0.12));
        const int py = static_cast<int>(y) + (air_.snow ? k / length : k);
        if (px < 0 || py < 0 || px >= size_.width || py >= size_.height) continue;
        Colour& c = film[static_cast<std::size_t>(py) * static_cast<std::size_t>(size_.width) + static_cast<std::size_t>(px)];
        c = mix(c, air_.fog, air_.snow ? 0.75F * static_cast<float>(depth) : 0.22F * static_cast<float>(depth));
      }
    }
  }
  if (air_.blur_px > 0.2F) {
    // A separable three-tap blur; enough for soft optics.
    const float side = std::min(0.33F, air_.blur_px / 4);
    std::vector<Colour> copy = film;
    for (const int step : {1, size_.width}) {
      const auto count = static_cast<std::ptrdiff_t>(film.size());
      for (std::ptrdiff_t i = step; i + step < count; ++i) {
        copy[static_cast<std::size_t>(i)] =
            film[static_cast<std::size_t>(i)] * (1 - 2 * side) +
            (film[static_cast<std::size_t>(i - step)] + film[static_cast<std::size_t>(i + step)]) * side;
      }
      film = copy;
    }
  }
  for (int y = 0; y < size_.height; ++y) {
    for (int x = 0; x < size_.width; ++x) {
      const float u = static_cast<float>(x) / static_cast<float>(size_.width) - 0.5F,
                  v = static_cast<float>(y) / static_cast<float>(size_.height) - 0.5F;
      const float vignette = 1 - 0.45F * (u * u + v * v);
      const Colour c = film[static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width) + static_cast<std::size_t>(x)] *
                       (air_.exposure * vignette);
      // Sum of three uniforms: close enough to a normal for sensor noise.
      const std::array<float, 3> channels{c.r, c.g, c.b};
      for (std::size_t k = 0; k < 3; ++k) {
        const double grain = (dice.uniform() + dice.uniform() + dice.uniform() - 1.5) * 2 * air_.noise;
        const float shown = toDisplay(std::clamp(tone(channels[k]), 0.0F, 1.0F)) + static_cast<float>(grain);
        image.row(y)[x * 3 + static_cast<int>(k)] = static_cast<std::uint8_t>(std::clamp(std::lround(shown * 255), 0L, 255L));
      }
    }
  }
}

}  // namespace ssa::demo
