// The distance is ours; what this leaves out is its prefetching, which reads one id past the end of a list.
#define NO_MANUAL_VECTORIZATION
#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "engine/core/random.h"
#include "engine/embedding/neighbours.h"

namespace ssa {
namespace {

constexpr std::size_t kLinks = 16, kBuildWidth = 200;
constexpr int kRecallSample = 200, kPointsPerPart = 256;

struct Space {
  int features;
  EmbeddingMetric metric;
};

float spaceDistance(const void* a, const void* b, const void* parameters) {
  const auto* const space = static_cast<const Space*>(parameters);
  return squaredMetric(static_cast<const float*>(a), static_cast<const float*>(b), space->features, space->metric);
}

/// Hands our own distance (and its instruction set) to hnswlib.
class GraphSpace final : public hnswlib::SpaceInterface<float> {
 public:
  GraphSpace(int features, EmbeddingMetric metric) : space_{features, metric} {}
  std::size_t get_data_size() override { return static_cast<std::size_t>(space_.features) * sizeof(float); }
  hnswlib::DISTFUNC<float> get_dist_func() override { return spaceDistance; }
  void* get_dist_func_param() override { return &space_; }

 private:
  Space space_;
};

using Found = std::pair<float, std::int32_t>;

double recallOfSample(const std::vector<float>& rows, const PointRows& points, EmbeddingMetric metric, const Neighbours& found,
                      const std::vector<std::int32_t>& sample, Team& team) {
  std::atomic<std::int64_t> hits = 0;
  team.run(static_cast<int>(sample.size()), [&](int part, int) {
    const std::int64_t i = sample[static_cast<std::size_t>(part)];
    std::vector<float> distances;
    for (std::int64_t j = 0; j < points.count; ++j)
      if (j != i)
        distances.push_back(
            squaredMetric(rows.data() + i * points.features, rows.data() + j * points.features, points.features, metric));
    const auto last = distances.begin() + found.each - 1;
    std::nth_element(distances.begin(), last, distances.end());
    const float* const own = found.squaredDistances.data() + i * found.each;
    hits += std::count_if(own, own + found.each, [&](float distance) { return distance <= *last; });
  });
  return static_cast<double>(hits) / (static_cast<double>(sample.size()) * found.each);
}

}  // namespace

Result<Neighbours> graphNeighbours(const PointRows& points, int each, EmbeddingMetric metric, std::uint64_t seed, Team& team,
                                   const StopToken& stop, ProgressSink& progress) {
  if (each < 1 || each >= points.count) throw ContractViolation("graphNeighbours: as many neighbours as points");
  const std::vector<float> rows = comparableRows(points, metric);
  GraphSpace space(points.features, metric);
  hnswlib::HierarchicalNSW<float> graph(&space, static_cast<std::size_t>(points.count), kLinks, kBuildWidth, seed);
  for (std::int64_t i = 0; i < points.count; ++i) {
    if (stop.stop_requested()) return ErrorCode::stopped;
    graph.addPoint(rows.data() + i * points.features, static_cast<std::size_t>(i));
    if (i % kPointsPerPart == 0) progress.report(0.7 * static_cast<double>(i) / static_cast<double>(points.count), "neighbours");
  }
  graph.setEf(static_cast<std::size_t>(each) * 2);

  Neighbours found;
  found.each = each;
  found.exact = false;
  found.ids.resize(static_cast<std::size_t>(points.count * each));
  found.squaredDistances.resize(static_cast<std::size_t>(points.count * each));
  const int parts = static_cast<int>((points.count + kPointsPerPart - 1) / kPointsPerPart);
  std::atomic<bool> missing = false;
  team.run(parts, [&](int part, int worker) {
    if (stop.stop_requested()) return;
    const std::int64_t first = static_cast<std::int64_t>(part) * kPointsPerPart;
    for (std::int64_t i = first; i < std::min(points.count, first + kPointsPerPart); ++i) {
      auto queue = graph.searchKnn(rows.data() + i * points.features, static_cast<std::size_t>(each) + 1);
      std::vector<Found> nearest;
      for (; !queue.empty(); queue.pop())
        if (static_cast<std::int64_t>(queue.top().second) != i)
          nearest.emplace_back(queue.top().first, static_cast<std::int32_t>(queue.top().second));
      std::sort(nearest.begin(), nearest.end());
      if (nearest.size() < static_cast<std::size_t>(each)) {
        missing = true;
        return;
      }
      for (int k = 0; k < each; ++k) {
        found.squaredDistances[static_cast<std::size_t>(i * each + k)] = nearest[static_cast<std::size_t>(k)].first;
        found.ids[static_cast<std::size_t>(i * each + k)] = nearest[static_cast<std::size_t>(k)].second;
      }
    }
    if (worker == 0) progress.report(0.7 + 0.3 * part / parts, "neighbours");
  });
  if (stop.stop_requested()) return ErrorCode::stopped;
  // Parts of the graph that cannot be reached (many equal points): the exact search has none.
  if (missing) return exactNeighbours(points, each, metric, team, stop, progress);

  Random random(seed, 0x4EC);
  std::vector<std::int32_t> sample;
  for (int n = 0; n < kRecallSample; ++n) sample.push_back(random.below(static_cast<int>(points.count)));
  found.recallSample = kRecallSample;
  found.recall = recallOfSample(rows, points, metric, found, sample, team);
  return found;
}

}  // namespace ssa
