#include "engine/embedding/preservation.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace ssa {
namespace {

constexpr std::int64_t kMostSampled = 5000;
constexpr int kPointsPerPart = 16;

/// The k nearest of point i on the map, by a heap of the best so far.
std::vector<std::pair<float, std::int32_t>> nearestOnMap(std::span<const float> map, int dimensions, std::int64_t i, int k) {
  const auto count = static_cast<std::int64_t>(map.size()) / dimensions;
  const float* const own = map.data() + i * dimensions;
  std::vector<std::pair<float, std::int32_t>> best;
  for (std::int64_t j = 0; j < count; ++j) {
    float squared = 0;
    for (int d = 0; d < dimensions; ++d)
      squared += (map[static_cast<std::size_t>(j * dimensions + d)] - own[d]) *
                 (map[static_cast<std::size_t>(j * dimensions + d)] - own[d]);
    if (j == i || (static_cast<int>(best.size()) == k && squared >= best.front().first)) continue;
    if (static_cast<int>(best.size()) == k) {
      std::pop_heap(best.begin(), best.end());
      best.pop_back();
    }
    best.emplace_back(squared, static_cast<std::int32_t>(j));
    std::push_heap(best.begin(), best.end());
  }
  return best;
}

}  // namespace

Preservation neighbourPreservation(std::span<const float> map, int dimensions, const std::vector<std::int32_t>& ids, int k,
                                   Team& team, const StopToken& stop) {
  const auto count = static_cast<std::int64_t>(map.size()) / dimensions;
  const std::int64_t sample = std::min(count, kMostSampled);
  std::atomic<std::int64_t> kept = 0;
  team.run(static_cast<int>((sample + kPointsPerPart - 1) / kPointsPerPart), [&](int part, int) {
    if (stop.stop_requested()) return;
    for (std::int64_t n = part * kPointsPerPart; n < std::min<std::int64_t>(sample, (part + 1) * kPointsPerPart); ++n) {
      const std::int64_t i = n * count / sample;
      const auto own = ids.begin() + i * k;
      for (const auto& [distance, id] : nearestOnMap(map, dimensions, i, k)) kept += std::count(own, own + k, id);
    }
  });
  return {static_cast<double>(kept) / (static_cast<double>(sample) * k), k, static_cast<int>(sample)};
}

}  // namespace ssa
