#include "engine/embedding/cluster_quality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "engine/core/label_map.h"
#include "engine/embedding/neighbours.h"

namespace ssa {
namespace {

constexpr std::size_t kMostCompared = 4000;
constexpr int kPointsPerPart = 64, kIds = 256;
constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// Labelled points alone, in the form the metric compares them.
struct Labelled {
  std::vector<float> rows;
  std::vector<std::uint8_t> labels;
  int features = 0;
  EmbeddingMetric metric = EmbeddingMetric::euclidean;

  const float* row(std::size_t i) const { return rows.data() + i * static_cast<std::size_t>(features); }
  double distance(const float* a, const float* b) const {
    return std::sqrt(static_cast<double>(squaredMetric(a, b, features, metric)));
  }
};

template <class Work>
void forParts(Team& team, std::size_t count, const Work& work) {
  team.run(static_cast<int>((count + kPointsPerPart - 1) / kPointsPerPart), [&](int part, int) {
    const std::size_t first = static_cast<std::size_t>(part) * kPointsPerPart;
    for (std::size_t i = first; i < std::min(count, first + kPointsPerPart); ++i) work(i);
  });
}

double silhouetteOf(const Labelled& all, Team& team, ClusterQuality& quality) {
  const std::size_t sample = std::min(all.labels.size(), kMostCompared);
  quality.silhouetteSample = static_cast<int>(sample);
  const auto at = [&](std::size_t n) { return n * all.labels.size() / sample; };
  std::array<std::int64_t, kIds> sizes{};
  for (std::size_t n = 0; n < sample; ++n) ++sizes[all.labels[at(n)]];
  if (std::count_if(sizes.begin(), sizes.end(), [](std::int64_t size) { return size > 0; }) < 2) return kUndefined;
  std::vector<double> scores(sample, 0);
  forParts(team, sample, [&](std::size_t n) {
    const int own = all.labels[at(n)];
    if (sizes[static_cast<std::size_t>(own)] < 2) return;
    std::array<double, kIds> sums{};
    for (std::size_t m = 0; m < sample; ++m)
      if (m != n) sums[all.labels[at(m)]] += all.distance(all.row(at(n)), all.row(at(m)));
    double other = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < kIds; ++k)
      if (sizes[k] > 0 && static_cast<int>(k) != own) other = std::min(other, sums[k] / static_cast<double>(sizes[k]));
    const double within = sums[static_cast<std::size_t>(own)] / static_cast<double>(sizes[static_cast<std::size_t>(own)] - 1);
    const double larger = std::max(within, other);
    scores[n] = larger > 0 ? (other - within) / larger : 0;
  });
  double sum = 0;
  for (const double score : scores) sum += score;
  return sum / static_cast<double>(sample);
}

/// Class means, then Davies-Bouldin and the two scatters.
void separate(const Labelled& all, ClusterQuality& quality) {
  const auto features = static_cast<std::size_t>(all.features);
  std::vector<double> means(kIds * features, 0), mean(features, 0);
  std::array<double, kIds> sizes{}, spreads{};
  for (std::size_t i = 0; i < all.labels.size(); ++i) {
    sizes[all.labels[i]] += 1;
    for (std::size_t d = 0; d < features; ++d) means[all.labels[i] * features + d] += static_cast<double>(all.row(i)[d]);
  }
  for (std::size_t k = 0; k < kIds; ++k) {
    for (std::size_t d = 0; d < features; ++d) {
      mean[d] += means[k * features + d] / static_cast<double>(all.labels.size());
      if (sizes[k] > 0) means[k * features + d] /= sizes[k];
    }
  }
  double within = 0, between = 0;
  for (std::size_t i = 0; i < all.labels.size(); ++i) {
    const std::size_t k = all.labels[i];
    double squared = 0;
    for (std::size_t d = 0; d < features; ++d)
      squared += std::pow(static_cast<double>(all.row(i)[d]) - means[k * features + d], 2);
    within += squared;
    spreads[k] += std::sqrt(squared) / sizes[k];
  }
  double worstSum = 0;
  for (std::size_t a = 0; a < kIds; ++a) {
    if (!(sizes[a] > 0)) continue;
    for (std::size_t d = 0; d < features; ++d) between += sizes[a] * std::pow(means[a * features + d] - mean[d], 2);
    double worst = 0;
    for (std::size_t b = 0; b < kIds; ++b) {
      if (b == a || !(sizes[b] > 0)) continue;
      double squared = 0;
      for (std::size_t d = 0; d < features; ++d) squared += std::pow(means[a * features + d] - means[b * features + d], 2);
      worst = std::max(worst, (spreads[a] + spreads[b]) / std::sqrt(squared));
    }
    worstSum += worst;
  }
  quality.daviesBouldin = quality.classes > 1 ? worstSum / quality.classes : kUndefined;
  quality.betweenToWithin = quality.classes > 1 && within > 0 ? between / within : kUndefined;
}

void comparePrototypes(const Labelled& all, const PointRows& prototypes, Team& team, ClusterQuality& quality) {
  Labelled references;
  references.features = all.features;
  references.metric = all.metric;
  references.rows = all.metric == EmbeddingMetric::cosine
                        ? comparableRows(prototypes, all.metric)
                        : std::vector<float>(prototypes.values.begin(), prototypes.values.end());
  std::vector<double> own(all.labels.size()), other(all.labels.size());
  forParts(team, all.labels.size(), [&](std::size_t i) {
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < static_cast<std::size_t>(prototypes.count); ++k) {
      const double distance = all.distance(all.row(i), references.row(k));
      if (k == all.labels[i])
        own[i] = distance;
      else
        nearest = std::min(nearest, distance);
    }
    other[i] = nearest;
  });
  quality.ownPrototype = quality.otherPrototype = quality.nearestIsOwn = 0;
  const auto count = static_cast<double>(all.labels.size());
  for (std::size_t i = 0; i < all.labels.size(); ++i) {
    quality.ownPrototype += own[i] / count;
    quality.otherPrototype += other[i] / count;
    quality.nearestIsOwn += own[i] < other[i] ? 1 / count : 0;
  }
  if (prototypes.count < 2) quality.otherPrototype = quality.nearestIsOwn = kUndefined;
}

Error mismatch(const char* option, std::int64_t value, std::string expected) {
  return {ErrorCode::badOption, {{"option", option}, {"value", std::to_string(value)}, {"expected", std::move(expected)}}};
}

}  // namespace

Result<ClusterQuality> clusterQuality(const PointRows& points, std::span<const std::uint8_t> labels, const PointRows& prototypes,
                                      EmbeddingMetric metric, Team& team, const StopToken& stop) {
  if (static_cast<std::int64_t>(labels.size()) != points.count)
    return mismatch("labels", static_cast<std::int64_t>(labels.size()), std::to_string(points.count) + " labels, one per point");
  if (prototypes.count > 0 && prototypes.features != points.features)
    return mismatch("prototypes", prototypes.features, std::to_string(points.features) + " features");
  Labelled all;
  all.features = points.features;
  all.metric = metric;
  std::array<bool, kIds> present{};
  for (std::int64_t i = 0; i < points.count; ++i) {
    const std::uint8_t label = labels[static_cast<std::size_t>(i)];
    if (label == kIgnore) continue;
    if (prototypes.count > 0 && label >= prototypes.count)
      return mismatch("labels", label, "labels below " + std::to_string(prototypes.count) + ", the prototypes");
    present[label] = true;
    all.labels.push_back(label);
    all.rows.insert(all.rows.end(), points.row(i), points.row(i) + points.features);
  }
  ClusterQuality quality;
  quality.points = static_cast<std::int64_t>(all.labels.size());
  quality.classes = static_cast<int>(std::count(present.begin(), present.end(), true));
  quality.ownPrototype = quality.otherPrototype = quality.nearestIsOwn = kUndefined;
  quality.silhouette = quality.daviesBouldin = quality.betweenToWithin = kUndefined;
  if (all.labels.empty()) return quality;
  if (metric == EmbeddingMetric::cosine)
    all.rows = comparableRows({all.rows, quality.points, points.features}, EmbeddingMetric::cosine);
  quality.silhouette = silhouetteOf(all, team, quality);
  if (stop.stop_requested()) return ErrorCode::stopped;
  separate(all, quality);
  if (prototypes.count > 0) comparePrototypes(all, prototypes, team, quality);
  if (stop.stop_requested()) return ErrorCode::stopped;
  return quality;
}

}  // namespace ssa
