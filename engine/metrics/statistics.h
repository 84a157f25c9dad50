#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/core/describe.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/metrics/class_counts.h"

namespace ssa {

/// How sure a score is made out.
struct StatisticsOptions {
  int resamples = 1000;      ///< of the bootstrap; 0 leaves intervals out
  int permutations = 10000;  ///< of the paired test; 0 leaves it out
  double level = 0.95;       ///< share of the resamples an interval covers
  std::uint64_t seed = 0;    ///< the same seed gives the same figures on every machine
  friend bool operator==(const StatisticsOptions&, const StatisticsOptions&) = default;
};
template <class V>
void describe(V& v, StatisticsOptions& o) {
  v.field("resamples", o.resamples, Range{0, 100000}, "", "Bootstrap resamples of the pictures; 0 leaves intervals out");
  v.field("permutations", o.permutations, Range{0, 1000000}, "", "Rounds of the paired test; 0 leaves it out");
  v.field("level", o.level, Range{0.5, 0.999}, "", "Share of the resamples an interval covers");
  v.field("seed", o.seed, Range{std::uint64_t{0}, std::uint64_t{1} << 53}, "", "Seed of resamples and test");
}

/// Percentiles (1-level)/2 and (1+level)/2 of the resamples.
struct Interval {
  double low = 0;
  double high = 0;
  bool contains(double value) const { return low <= value && value <= high; }
};

/// A score, or a difference of two, in per cent (points).
struct Estimate {
  std::optional<double> value;
  /// Empty where there is no value, and where fewer than two pictures bear on it: resampling one picture says nothing.
  /// A resample in which a class does not occur has no value for it and takes no part in its interval.
  std::optional<Interval> interval;
  int images = 0;  ///< pictures that bear on the value
};

/// Scores of one set of masks pooled over all pixels, with intervals over pictures.
struct SetStatistics {
  Estimate mIoU;
  std::vector<Estimate> classes;  ///< IoU, by id
};

/// Bootstrap over pictures: as many are drawn with replacement as there are, their counts pooled, the scores computed.
///
/// `strata` names the set each picture is of; draws stay inside it, so that joined sets keep their sizes. Empty: one
/// set. Intervals take pictures for independent, which frames of one video are not. Errors: stopped,
/// ContractViolation (sizes, an id beyond `classes`).
Result<SetStatistics> bootstrapScores(std::span<const ImageCounts> images, int classes, std::span<const int> strata,
                                      const StatisticsOptions& options, StopToken stop, ProgressSink& progress);

/// Second minus first of two sets of masks of the same pictures.
struct PairedStatistics {
  Estimate mIoU;
  std::vector<Estimate> classes;  ///< IoU; no value where either side has none
  /// How often swapping the two masks of random pictures makes a difference of mIoU at least this large (two-sided,
  /// (1 + as large) / (1 + permutations)). 1 for equal masks; empty if left out.
  std::optional<double> p;
};

/// Paired bootstrap (both sides see the same draw) and permutation test. `first[i]` and `second[i]` are of one picture.
/// Errors as bootstrapScores.
Result<PairedStatistics> pairedStatistics(std::span<const ImageCounts> first, std::span<const ImageCounts> second, int classes,
                                          std::span<const int> strata, const StatisticsOptions& options, StopToken stop,
                                          ProgressSink& progress);

}  // namespace ssa
