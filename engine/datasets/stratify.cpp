#include "engine/datasets/stratify.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

namespace ssa {
namespace {

std::vector<int> shuffled(std::size_t count, std::uint64_t seed) {
  std::vector<int> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::mt19937_64 draw(seed);
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[draw() % i]);
  return order;
}

/// The first side gets what the others leave.
std::vector<int> sizesOf(std::size_t count, const std::vector<double>& shares) {
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  std::vector<int> sizes(shares.size());
  int left = static_cast<int>(count);
  for (std::size_t s = shares.size(); s-- > 1;) {
    const int wanted = static_cast<int>(std::lround(shares[s] / sum * static_cast<double>(count)));
    sizes[s] = shares[s] > 0 ? std::clamp(wanted, 1, std::max(left - 1, 0)) : 0;
    if (left <= 1) sizes[s] = 0;
    left -= sizes[s];
  }
  sizes[0] = left;
  return sizes;
}

/// What every side still lacks.
struct Demand {
  std::vector<int> pictures;
  std::vector<std::array<double, kMaxClasses>> classes;

  /// The side with room that lacks class `k` most (`k` < 0: lacks pictures most).
  std::size_t neediest(int k) const {
    std::size_t best = pictures.size();
    for (std::size_t s = 0; s < pictures.size(); ++s) {
      if (pictures[s] == 0) continue;
      if (best == pictures.size()) {
        best = s;
        continue;
      }
      const double more = k < 0 ? 0 : classes[s][static_cast<std::size_t>(k)] - classes[best][static_cast<std::size_t>(k)];
      if (more > 0 || (more == 0 && pictures[s] > pictures[best])) best = s;
    }
    return best;
  }
};

}  // namespace

std::vector<int> stratify(const std::vector<ClassPresence>& presence, const std::vector<double>& shares, std::uint64_t seed) {
  constexpr int kNone = -1;
  const std::vector<int> order = shuffled(presence.size(), seed);
  std::array<int, kMaxClasses> left{};  // pictures of a class without side
  for (const ClassPresence& one : presence)
    for (std::size_t k = 0; k < kMaxClasses; ++k) left[k] += one[k];

  Demand demand{sizesOf(presence.size(), shares), {}};
  demand.classes.resize(shares.size());
  for (std::size_t s = 0; s < shares.size(); ++s)
    for (std::size_t k = 0; k < kMaxClasses; ++k)
      demand.classes[s][k] = left[k] * static_cast<double>(demand.pictures[s]) / static_cast<double>(presence.size());

  std::vector<int> side(presence.size(), kNone);
  const auto give = [&](int picture, int k) {
    const std::size_t s = demand.neediest(k);
    side[static_cast<std::size_t>(picture)] = static_cast<int>(s);
    --demand.pictures[s];
    for (std::size_t c = 0; c < kMaxClasses; ++c) {
      if (!presence[static_cast<std::size_t>(picture)][c]) continue;
      --left[c];
      --demand.classes[s][c];
    }
  };
  while (true) {
    int rarest = kNone;
    for (int k = 0; k < kMaxClasses; ++k)
      if (left[static_cast<std::size_t>(k)] > 0 &&
          (rarest == kNone || left[static_cast<std::size_t>(k)] < left[static_cast<std::size_t>(rarest)]))
        rarest = k;
    if (rarest == kNone) break;
    for (const int picture : order)
      if (side[static_cast<std::size_t>(picture)] == kNone &&
          presence[static_cast<std::size_t>(picture)][static_cast<std::size_t>(rarest)])
        give(picture, rarest);
  }
  for (const int picture : order)
    if (side[static_cast<std::size_t>(picture)] == kNone) give(picture, kNone);
  return side;
}

}  // namespace ssa
