#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/image_trace.h"
#include "engine/api/trace_set.h"

namespace ssa {

/// How far one picture's semantic prototypes stand from the fixed ones.
struct DriftRow {
  std::string name;
  std::string image;
  std::vector<double> cosine;    ///< cos(S_k, S_p,k) per class
  std::vector<double> presence;  ///< share of the cells that the refined mask gives to the class; sums to one
  double drift = 0;              ///< sum_k presence_k (1 - cosine_k)
};
/// Errors: badOption (`model`: no SSA classifier or no semantic branch).
Result<DriftRow> driftOf(const ImageTrace& trace);

/// Quantiles of one class over a set, of the pictures that show it.
struct DriftOfClass {
  int id = 0;
  std::int64_t images = 0;                           ///< that show the class (presence above zero)
  std::optional<double> q05, q25, median, q75, q95;  ///< of the cosine; linear between the order statistics
  std::optional<double> mean;                        ///< weighted by presence
};

/// The drift of a set.
struct DriftAtlas {
  std::vector<DriftRow> rows;         ///< farthest first: the order to click through
  std::vector<DriftOfClass> classes;  ///< by id
  std::vector<SkippedSample> skipped;
};
/// Summarises rows that were computed already; sorts them.
DriftAtlas driftAtlas(std::vector<DriftRow> rows, int classes);
/// Truth is not needed: samples may lack masks. Errors: those of walkTraces, and badOption (`model`).
Result<DriftAtlas> driftOverSet(std::shared_ptr<const Model> model, const Dataset& dataset, const PredictOptions& options,
                                StopToken stop, ProgressSink& progress);

}  // namespace ssa
