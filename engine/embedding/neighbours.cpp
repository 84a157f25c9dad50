#include "engine/embedding/neighbours.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/cuda/tsne_kernels.h"
#include "engine/embedding/serial_tensors.h"

namespace ssa {
namespace {

constexpr int kQueries = 256, kTile = 1024;
/// Candidates beyond those asked for, so that the rounding of |b|² - 2ab decides nothing.
constexpr int kSpare = 8;

using Candidate = std::pair<float, std::int32_t>;

/// The best so far of one query.
class Nearest {
 public:
  void start(std::size_t keep) {
    keep_ = keep;
    all_.clear();
    limit_ = std::numeric_limits<float>::infinity();
  }
  float limit() const { return limit_; }
  void add(const float* values, const std::int32_t* ids, int count) {
    for (int n = 0; n < count; ++n) all_.emplace_back(values[n], ids[n]);
    if (all_.size() >= 2 * keep_) shrink();
  }
  std::vector<Candidate>& finish() {
    if (all_.size() > keep_) shrink();
    return all_;
  }

 private:
  void shrink() {
    std::nth_element(all_.begin(), all_.begin() + static_cast<std::ptrdiff_t>(keep_ - 1), all_.end());
    all_.resize(keep_);
    limit_ = std::nextafter(all_.back().first, std::numeric_limits<float>::infinity());
  }
  std::size_t keep_ = 0;
  float limit_ = 0;
  std::vector<Candidate> all_;
};

/// What a worker keeps from block to block.
struct Bench {
  at::Tensor dots;  // (queries, tile)
  std::vector<Nearest> nearest = std::vector<Nearest>(kQueries);
  std::vector<float> values = std::vector<float>(kTile);
  std::vector<std::int32_t> ids = std::vector<std::int32_t>(kTile);
};

}  // namespace

std::vector<float> comparableRows(const PointRows& points, EmbeddingMetric metric) {
  std::vector<float> rows(points.values.begin(), points.values.end());
  const auto features = static_cast<std::size_t>(points.features);
  const std::size_t count = static_cast<std::size_t>(points.count);
  if (metric == EmbeddingMetric::euclidean) {
    std::vector<double> mean(features, 0);
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t d = 0; d < features; ++d) mean[d] += static_cast<double>(rows[i * features + d]);
    for (double& value : mean) value /= static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t d = 0; d < features; ++d)
        rows[i * features + d] = static_cast<float>(static_cast<double>(rows[i * features + d]) - mean[d]);
    return rows;
  }
  for (std::size_t i = 0; i < count; ++i) {
    double squared = 0;
    for (std::size_t d = 0; d < features; ++d) squared += std::pow(static_cast<double>(rows[i * features + d]), 2);
    if (!(squared > 0)) continue;
    const double scale = 1 / std::sqrt(squared);
    for (std::size_t d = 0; d < features; ++d)
      rows[i * features + d] = static_cast<float>(static_cast<double>(rows[i * features + d]) * scale);
  }
  return rows;
}

float squaredMetric(const float* a, const float* b, int features, EmbeddingMetric metric) {
  const cuda::TsneKernels& kernels = cuda::tsneKernels();
  if (metric == EmbeddingMetric::euclidean) return kernels.squaredDistance(a, b, features);
  // Of unit vectors |a - b|² / 2 = 1 - ab, without its cancellation; a zero vector is at distance 1.
  const bool zero = !(kernels.dot(a, a, features) > 0) || !(kernels.dot(b, b, features) > 0);
  const float distance = zero ? 1.0F : 0.5F * kernels.squaredDistance(a, b, features);
  return distance * distance;
}

Result<Neighbours> exactNeighbours(const PointRows& points, int each, EmbeddingMetric metric, Team& team, const StopToken& stop,
                                   ProgressSink& progress) {
  if (each < 1 || each >= points.count) throw ContractViolation("exactNeighbours: as many neighbours as points");
  const cuda::TsneKernels& kernels = cuda::tsneKernels();
  const SerialTensors serial;
  std::vector<float> rows = comparableRows(points, metric);
  const std::int64_t count = points.count, features = points.features;
  std::vector<float> norms(static_cast<std::size_t>(count), 0.0F);
  if (metric == EmbeddingMetric::euclidean)
    for (std::int64_t i = 0; i < count; ++i)
      norms[static_cast<std::size_t>(i)] = kernels.dot(rows.data() + i * features, rows.data() + i * features, points.features);
  const at::Tensor matrix = at::from_blob(rows.data(), {count, features}, at::kFloat);  // (N,D)

  Neighbours found;
  found.each = each;
  found.ids.resize(static_cast<std::size_t>(count * each));
  found.squaredDistances.resize(static_cast<std::size_t>(count * each));
  std::vector<Bench> benches(static_cast<std::size_t>(team.size()));
  const auto keep = static_cast<std::size_t>(std::min<std::int64_t>(each + 1 + kSpare, count));
  const int blocks = static_cast<int>((count + kQueries - 1) / kQueries);
  std::atomic<int> done = 0;
  team.run(blocks, [&](int block, int worker) {
    Bench& bench = benches[static_cast<std::size_t>(worker)];
    if (!bench.dots.defined()) bench.dots = at::empty({kQueries, kTile}, at::kFloat);
    const std::int64_t first = static_cast<std::int64_t>(block) * kQueries;
    const std::int64_t queries = std::min<std::int64_t>(kQueries, count - first);
    for (Nearest& one : bench.nearest) one.start(keep);
    for (std::int64_t from = 0; from < count; from += kTile) {
      if (stop.stop_requested()) return;
      const std::int64_t width = std::min<std::int64_t>(kTile, count - from);
      at::Tensor dots = bench.dots.narrow(0, 0, queries).narrow(1, 0, width);
      at::mm_out(dots, matrix.narrow(0, first, queries), matrix.narrow(0, from, width).t());
      const float* const tile = dots.const_data_ptr<float>();
      for (std::int64_t q = 0; q < queries; ++q) {
        Nearest& nearest = bench.nearest[static_cast<std::size_t>(q)];
        const int hits = kernels.nearer(tile + q * dots.stride(0), norms.data() + from, static_cast<int>(width), nearest.limit(),
                                        static_cast<std::int32_t>(from), bench.values.data(), bench.ids.data());
        if (hits > 0) nearest.add(bench.values.data(), bench.ids.data(), hits);
      }
    }
    for (std::int64_t q = 0; q < queries; ++q) {
      const std::int64_t i = first + q;
      std::vector<Candidate>& chosen = bench.nearest[static_cast<std::size_t>(q)].finish();
      for (auto& [value, id] : chosen)
        value = id == i ? -1.0F : squaredMetric(rows.data() + i * features, rows.data() + id * features, points.features, metric);
      std::sort(chosen.begin(), chosen.end());
      const std::ptrdiff_t skip = chosen.front().first < 0 ? 1 : 0;
      for (int k = 0; k < each; ++k) {
        const Candidate& one = chosen[static_cast<std::size_t>(skip + k)];
        found.squaredDistances[static_cast<std::size_t>(i * each + k)] = one.first;
        found.ids[static_cast<std::size_t>(i * each + k)] = one.second;
      }
    }
    const int now = ++done;
    if (worker == 0) progress.report(static_cast<double>(now) / blocks, "neighbours");
  });
  if (stop.stop_requested()) return ErrorCode::stopped;
  return found;
}

}  // namespace ssa
