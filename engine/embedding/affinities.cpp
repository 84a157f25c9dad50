#include "engine/embedding/affinities.h"

#include <algorithm>
#include <cmath>

namespace ssa {
namespace {

constexpr int kPointsPerPart = 1024, kBisections = 100;
constexpr double kEntropyTolerance = 1e-5;
constexpr float kNowhere = 1e30F;  ///< a distance whose Gaussian is 0

std::size_t index(std::int64_t i) { return static_cast<std::size_t>(i); }
int partsOf(std::int64_t count) { return static_cast<int>((count + kPointsPerPart - 1) / kPointsPerPart); }
std::int64_t padded(std::int64_t count) { return (count + cuda::kEdgePadding - 1) / cuda::kEdgePadding * cuda::kEdgePadding; }

/// One row's shares. `distances` (ascending) and `shares` hold `each` values padded to `room`.
void conditional(std::vector<float>& distances, int each, double perplexity, std::vector<float>& shares) {
  const float nearest = distances[0], spread = distances[index(each - 1)] - nearest;
  if (!(spread > 0)) {
    std::fill_n(shares.begin(), each, 1.0F / static_cast<float>(each));
    return;
  }
  // Only differences count; in units of their mean, beta starts near its goal whatever the features' scale.
  double mean = 0;
  for (int k = 0; k < each; ++k) mean += static_cast<double>(distances[index(k)] - nearest) / each;
  for (int k = 0; k < each; ++k)
    distances[index(k)] = static_cast<float>(static_cast<double>(distances[index(k)] - nearest) / mean);
  const double goal = std::log(perplexity);
  double beta = 1, low = 0, high = INFINITY;
  float sum = 1, weighted = 0;
  for (int step = 0; step < kBisections; ++step) {
    cuda::tsneKernels().gaussian(distances.data(), static_cast<int>(distances.size()), static_cast<float>(beta), shares.data(),
                                 &sum, &weighted);
    const double entropy = std::log(static_cast<double>(sum)) + beta * static_cast<double>(weighted) / static_cast<double>(sum);
    if (std::abs(entropy - goal) <= kEntropyTolerance) break;
    (entropy > goal ? low : high) = beta;
    beta = std::isinf(high) ? 2 * beta : 0.5 * (low + high);
  }
  for (int k = 0; k < each; ++k) shares[index(k)] /= sum;
}

/// The rows p_.|i with their columns ascending, and for every column the rows that hold it.
struct Conditionals {
  std::vector<std::int32_t> to;  ///< N×each
  std::vector<float> share;
  std::vector<std::int64_t> inStart;  ///< N + 1
  std::vector<std::int64_t> in;       ///< places in `share`, by row
};

void fillConditionals(Conditionals& c, const Neighbours& n, std::int64_t count, double perplexity, Team& team,
                      const StopToken& stop) {
  c.to.resize(n.ids.size());
  c.share.resize(n.ids.size());
  team.run(partsOf(count), [&](int part, int) {
    if (stop.stop_requested()) return;
    std::vector<float> distances(index(padded(n.each))), shares(distances.size());
    std::vector<std::pair<std::int32_t, float>> row(index(n.each));
    const std::int64_t first = static_cast<std::int64_t>(part) * kPointsPerPart;
    for (std::int64_t i = first; i < std::min(count, first + kPointsPerPart); ++i) {
      const std::int64_t at = i * n.each;
      std::fill(distances.begin(), distances.end(), kNowhere);
      std::copy_n(n.squaredDistances.begin() + at, n.each, distances.begin());
      conditional(distances, n.each, perplexity, shares);
      for (int k = 0; k < n.each; ++k) row[index(k)] = {n.ids[index(at + k)], shares[index(k)]};
      std::sort(row.begin(), row.end());
      for (int k = 0; k < n.each; ++k) {
        c.to[index(at + k)] = row[index(k)].first;
        c.share[index(at + k)] = row[index(k)].second;
      }
    }
  });
  c.inStart.assign(index(count + 1), 0);
  for (const std::int32_t to : c.to) ++c.inStart[index(to) + 1];
  for (std::int64_t i = 0; i < count; ++i) c.inStart[index(i + 1)] += c.inStart[index(i)];
  c.in.resize(c.to.size());
  std::vector<std::int64_t> next(c.inStart.begin(), c.inStart.end() - 1);
  for (std::size_t place = 0; place < c.to.size(); ++place)
    c.in[index(next[index(c.to[place])]++)] = static_cast<std::int64_t>(place);
}

/// Calls use(column, p_j|i + p_i|j) for the union of row i and column i, columns ascending.
template <class Use>
void forEachPair(const Conditionals& c, int each, std::int64_t i, const Use& use) {
  std::int64_t own = i * each, in = c.inStart[index(i)];
  const std::int64_t ownEnd = own + each, inEnd = c.inStart[index(i + 1)];
  while (own < ownEnd || in < inEnd) {
    const std::int64_t a = own < ownEnd ? c.to[index(own)] : INT64_MAX, b = in < inEnd ? c.in[index(in)] / each : INT64_MAX;
    float p = 0;
    if (a <= b) p += c.share[index(own++)];
    if (b <= a) p += c.share[index(c.in[index(in++)])];
    use(static_cast<std::int32_t>(std::min(a, b)), p);
  }
}

}  // namespace

int neighboursFor(double perplexity, std::int64_t points) {
  return static_cast<int>(std::max<std::int64_t>(1, std::min(points - 1, static_cast<std::int64_t>(3 * perplexity))));
}

double perplexityFor(double asked, std::int64_t points) {
  return std::max(1.0, std::min(asked, static_cast<double>(points - 1) / 3));
}

Result<Affinities> affinitiesOf(const Neighbours& neighbours, std::int64_t points, double perplexity, Team& team,
                                const StopToken& stop) {
  Conditionals c;
  fillConditionals(c, neighbours, points, perplexity, team, stop);
  if (stop.stop_requested()) return ErrorCode::stopped;
  Affinities a;
  a.count = points;
  a.perplexity = perplexity;
  a.start.assign(index(points + 1), 0);
  const int parts = partsOf(points);
  const auto range = [&](int part, const auto& work) {
    const std::int64_t first = static_cast<std::int64_t>(part) * kPointsPerPart;
    for (std::int64_t i = first; i < std::min(points, first + kPointsPerPart); ++i) work(i);
  };
  team.run(parts, [&](int part, int) {
    range(part, [&](std::int64_t i) {
      std::int64_t edges = 0;
      forEachPair(c, neighbours.each, i, [&](std::int32_t, float) { ++edges; });
      a.start[index(i + 1)] = padded(edges);
    });
  });
  for (std::int64_t i = 0; i < points; ++i) a.start[index(i + 1)] += a.start[index(i)];
  a.to.resize(index(a.start.back()));
  a.weight.resize(index(a.start.back()));
  const double scale = 0.5 / static_cast<double>(points);
  std::vector<double> sums(index(parts), 0);
  team.run(parts, [&](int part, int) {
    range(part, [&](std::int64_t i) {
      std::int64_t at = a.start[index(i)];
      forEachPair(c, neighbours.each, i, [&](std::int32_t to, float pair) {
        const auto p = static_cast<float>(static_cast<double>(pair) * scale);
        a.to[index(at)] = to;
        a.weight[index(at++)] = p;
        if (p > 0) sums[index(part)] += static_cast<double>(p) * std::log(static_cast<double>(p));
      });
      for (; at < a.start[index(i + 1)]; ++at) {
        a.to[index(at)] = static_cast<std::int32_t>(i);
        a.weight[index(at)] = 0;
      }
    });
  });
  for (const double sum : sums) a.negativeEntropy += sum;
  if (stop.stop_requested()) return ErrorCode::stopped;
  return a;
}

}  // namespace ssa
