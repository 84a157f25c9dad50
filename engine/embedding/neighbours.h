#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/embedding/embedding_options.h"
#include "engine/embedding/feature_rows.h"
#include "engine/embedding/team.h"

namespace ssa {

/// The nearest neighbours of every point, without the point itself, nearest first; equal distances by index.
struct Neighbours {
  int each = 0;
  std::vector<std::int32_t> ids;        ///< N×each
  std::vector<float> squaredDistances;  ///< N×each, the metric's distance squared
  bool exact = true;
  double recall = 1;     ///< share of true neighbours found, of the sampled points
  int recallSample = 0;  ///< points the recall was taken on; 0 where the search is exact
};

/// Exact search: inner products by matrix products over tiles (bounded memory: tens of MB a thread), candidates by |b|² - 2ab
/// of centred features, distances of the chosen anew by direct differences. The result depends on no thread count.
/// Errors: stopped. ContractViolation unless 1 <= each < count.
Result<Neighbours> exactNeighbours(const PointRows& points, int each, EmbeddingMetric metric, Team& team, const StopToken& stop,
                                   ProgressSink& progress);

/// Approximate search on a hierarchical navigable small-world graph (hnswlib), built by one thread so that it is the same
/// every time, asked by all; the recall is measured against the exact search on 200 points.
/// Source: Malkov and Yashunin 2018.
Result<Neighbours> graphNeighbours(const PointRows& points, int each, EmbeddingMetric metric, std::uint64_t seed, Team& team,
                                   const StopToken& stop, ProgressSink& progress);

/// The rows as the searches compare them: centred (euclidean), or of length one (cosine; zero stays zero).
std::vector<float> comparableRows(const PointRows& points, EmbeddingMetric metric);
/// The metric's distance squared between two comparable rows.
float squaredMetric(const float* a, const float* b, int features, EmbeddingMetric metric);

}  // namespace ssa
