#pragma once

#include <cstdint>
#include <span>

#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/embedding/embedding_options.h"
#include "engine/embedding/feature_rows.h"
#include "engine/embedding/team.h"

namespace ssa {

/// How well classes stand apart in feature space; points labelled 255 are left out. A number that the points do not define
/// (fewer than two classes, no prototypes, every class a single point) is NaN.
struct ClusterQuality {
  std::int64_t points = 0;  ///< labelled ones
  int classes = 0;          ///< with at least one point
  /// Mean of (b - a) / max(a, b): a = mean distance to the own class' other points, b = least mean distance to another class;
  /// -1..1. A point alone in its class counts 0. Source: Rousseeuw 1987.
  double silhouette = 0;
  int silhouetteSample = 0;  ///< points it was taken over and against, evenly spaced through the labelled ones
  /// Mean over classes of the worst (s_i + s_j) / d_ij: s = mean distance to the class mean, d = distance of the means; 0 is
  /// best. Source: Davies and Bouldin 1979.
  double daviesBouldin = 0;
  /// Scatter of the class means over scatter within classes, sum over points of squared distances; larger is better.
  double betweenToWithin = 0;
  double ownPrototype = 0;    ///< mean distance of points to their class' prototype
  double otherPrototype = 0;  ///< mean distance to the nearest other prototype
  double nearestIsOwn = 0;    ///< share of points whose nearest prototype is their own
};

/// `labels` N values of 0..254 or 255 (ignore); `prototypes` K×D with the prototype of class k in row k, or none. Distances are
/// the metric's; means, Davies-Bouldin and scatter with the cosine metric are those of the unit vectors.
/// Errors: stopped; badOption where labels and points differ in number or a label has no prototype row.
Result<ClusterQuality> clusterQuality(const PointRows& points, std::span<const std::uint8_t> labels, const PointRows& prototypes,
                                      EmbeddingMetric metric, Team& team, const StopToken& stop);

}  // namespace ssa
