#include "engine/metrics/distance.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/result.h"

namespace ssa {
namespace {

/// Lower envelope of parabolas over one line: out[i] = min over j of (i-j)^2 + in[j].
class Envelope {
 public:
  explicit Envelope(int longest) : in_(at(longest)), out_(at(longest)), apex_(at(longest)), begin_(at(longest) + 1) {}
  float& in(int i) { return in_[at(i)]; }
  float out(int i) const { return out_[at(i)]; }

  void transform(int count) {
    int last = -1;
    for (int q = 0; q < count; ++q) {
      if (in_[at(q)] >= kFarSquared) continue;
      double from = -INFINITY;
      while (last >= 0) {
        from = meeting(apex_[at(last)], q);
        if (from > begin_[at(last)]) break;
        --last;
        from = -INFINITY;
      }
      apex_[at(++last)] = q;
      begin_[at(last)] = from;
    }
    if (last < 0) {
      std::fill_n(out_.begin(), count, kFarSquared);
      return;
    }
    int k = 0;
    for (int i = 0; i < count; ++i) {
      while (k < last && begin_[at(k + 1)] < i) ++k;
      const auto step = static_cast<float>(i - apex_[at(k)]);
      out_[at(i)] = step * step + in_[at(apex_[at(k)])];
    }
  }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  /// Where the parabola of q takes over from that of p < q.
  double meeting(int p, int q) const {
    const double a = static_cast<double>(in_[at(p)]) + static_cast<double>(p) * p;
    const double b = static_cast<double>(in_[at(q)]) + static_cast<double>(q) * q;
    return (b - a) / (2.0 * (q - p));
  }
  std::vector<float> in_, out_;
  std::vector<int> apex_;
  std::vector<double> begin_;
};

/// Distance of every pixel to the nearest one of another known class, kIgnore passed over; capped where none is.
std::vector<float> innerDistance(const LabelMap& labels, float cap) {
  const auto all = labels.labels();
  std::array<bool, 256> present{};
  for (const std::uint8_t id : all) present[id] = true;
  std::vector<float> distance(all.size(), 0);
  std::vector<std::uint8_t> other(all.size());
  for (int id = 0; id < kIgnore; ++id) {
    if (!present[static_cast<std::size_t>(id)]) continue;
    for (std::size_t i = 0; i < all.size(); ++i) other[i] = all[i] != id && all[i] != kIgnore ? 1 : 0;
    const std::vector<float> squared = squaredDistance(other, labels.size());
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i] == id) distance[i] = std::min(cap, std::sqrt(squared[i]));
  }
  return distance;
}

/// Raises the thickness of the pixels of one open disc around (x, y).
void paintDisc(const LabelMap& labels, std::vector<float>& thickness, int x, int y, float radius) {
  const std::uint8_t id = labels.at({x, y});
  const float value = 2 * radius - 1;
  const int reach = static_cast<int>(std::ceil(radius)) - 1;
  const float limit = radius * radius;
  for (int dy = -reach; dy <= reach; ++dy) {
    if (y + dy < 0 || y + dy >= labels.height()) continue;
    const std::uint8_t* row = labels.row(y + dy);
    float* out = thickness.data() + static_cast<std::size_t>(y + dy) * static_cast<std::size_t>(labels.width());
    for (int dx = std::max(-reach, -x); dx <= std::min(reach, labels.width() - 1 - x); ++dx) {
      if (static_cast<float>(dx * dx + dy * dy) >= limit || row[x + dx] != id) continue;
      out[x + dx] = std::max(out[x + dx], value);
    }
  }
}

}  // namespace

std::vector<float> squaredDistance(std::span<const std::uint8_t> inside, Size size) {
  if (static_cast<std::int64_t>(inside.size()) != size.area()) throw ContractViolation("squaredDistance: a byte for every pixel");
  const int width = size.width, height = size.height;
  const auto at = [&](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  };
  std::vector<float> distance(inside.size());
  // Along rows two sweeps do: distances to a set are steps.
  for (int y = 0; y < height; ++y) {
    int since = -1;
    for (int x = 0; x < width; ++x) {
      if (inside[at(x, y)] != 0) since = x;
      const auto step = static_cast<float>(x - since);
      distance[at(x, y)] = since < 0 ? kFarSquared : step * step;
    }
    since = -1;
    for (int x = width - 1; x >= 0; --x) {
      if (inside[at(x, y)] != 0) since = x;
      if (since < 0) continue;
      const auto step = static_cast<float>(since - x);
      distance[at(x, y)] = std::min(distance[at(x, y)], step * step);
    }
  }
  Envelope envelope(height);
  for (int x = 0; x < width; ++x) {
    for (int y = 0; y < height; ++y) envelope.in(y) = distance[at(x, y)];
    envelope.transform(height);
    for (int y = 0; y < height; ++y) distance[at(x, y)] = envelope.out(y);
  }
  return distance;
}

std::vector<float> localThickness(const LabelMap& labels, int mostRadius_px) {
  if (mostRadius_px < 1) throw ContractViolation("localThickness: radius " + std::to_string(mostRadius_px));
  const auto cap = static_cast<float>(mostRadius_px);
  const std::vector<float> distance = innerDistance(labels, cap);
  const int width = labels.width(), height = labels.height();
  const auto at = [&](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  };
  std::vector<float> thickness(distance.size(), 0);
  for (std::size_t i = 0; i < distance.size(); ++i)
    if (distance[i] > 0) thickness[i] = 2 * distance[i] - 1;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const float radius = distance[at(x, y)];
      if (radius <= 1) continue;
      // A disc inside a neighbour's disc adds nothing; with capped radii, one whose neighbours are all capped.
      const auto contained = [&](int nx, int ny) {
        return nx >= 0 && ny >= 0 && nx < width && ny < height && labels.at({nx, ny}) == labels.at({x, y}) &&
               distance[at(nx, ny)] >= radius + 1 - 1e-4F;
      };
      const auto full = [&](int nx, int ny) {
        return nx < 0 || ny < 0 || nx >= width || ny >= height || distance[at(nx, ny)] >= cap;
      };
      const bool skip = radius < cap ? contained(x - 1, y) || contained(x + 1, y) || contained(x, y - 1) || contained(x, y + 1)
                                     : full(x - 1, y) && full(x + 1, y) && full(x, y - 1) && full(x, y + 1);
      if (!skip) paintDisc(labels, thickness, x, y, radius);
    }
  }
  return thickness;
}

}  // namespace ssa
