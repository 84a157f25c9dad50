#include "engine/api/drift.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/api/guard.h"
#include "engine/api/image_trace_impl.h"

namespace ssa {
namespace {

double cosine(const float* a, const float* b, int length) {
  double ab = 0, aa = 0, bb = 0;
  for (int i = 0; i < length; ++i) {
    ab += static_cast<double>(a[i]) * b[i];
    aa += static_cast<double>(a[i]) * a[i];
    bb += static_cast<double>(b[i]) * b[i];
  }
  return ab / (std::sqrt(aa) * std::sqrt(bb) + 1e-12);
}

/// Linear between the order statistics, of sorted values.
double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (place - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

}  // namespace

Result<DriftRow> driftOf(const ImageTrace& trace) {
  return guarded([&]() -> Result<DriftRow> {
    const ImageTraceInfo& info = trace.info();
    if (!info.hasSemantic) return lacks(info, "an SSA model with a semantic branch");
    auto fixed = trace.prototypes(PrototypeKind::fixed);
    auto semantic = trace.prototypes(PrototypeKind::semantic);
    if (!fixed) return std::move(fixed).error();
    if (!semantic) return std::move(semantic).error();
    DriftRow row;
    row.name = row.image = info.image;
    const LabelMap cells = trace.labelsAtStride(MaskKind::refined);
    const auto histogram = cells.histogram();
    for (int k = 0; k < info.classes; ++k) {
      row.cosine.push_back(cosine(fixed->row(k), semantic->row(k), info.channels));
      row.presence.push_back(static_cast<double>(histogram[static_cast<std::size_t>(k)]) /
                             static_cast<double>(info.cells.area()));
      row.drift += row.presence.back() * (1 - row.cosine.back());
    }
    return row;
  });
}

DriftAtlas driftAtlas(std::vector<DriftRow> rows, int classes) {
  DriftAtlas atlas;
  atlas.rows = std::move(rows);
  std::stable_sort(atlas.rows.begin(), atlas.rows.end(), [](const DriftRow& a, const DriftRow& b) { return a.drift > b.drift; });
  for (int k = 0; k < classes; ++k) {
    const auto id = static_cast<std::size_t>(k);
    DriftOfClass one;
    one.id = k;
    std::vector<double> values;
    double sum = 0, weight = 0;
    for (const DriftRow& row : atlas.rows) {
      if (row.presence[id] <= 0) continue;
      values.push_back(row.cosine[id]);
      sum += row.presence[id] * row.cosine[id];
      weight += row.presence[id];
    }
    one.images = static_cast<std::int64_t>(values.size());
    if (!values.empty()) {
      std::sort(values.begin(), values.end());
      one.q05 = quantile(values, 0.05);
      one.q25 = quantile(values, 0.25);
      one.median = quantile(values, 0.5);
      one.q75 = quantile(values, 0.75);
      one.q95 = quantile(values, 0.95);
      one.mean = sum / weight;
    }
    atlas.classes.push_back(one);
  }
  return atlas;
}

Result<DriftAtlas> driftOverSet(std::shared_ptr<const Model> model, const Dataset& dataset, const PredictOptions& options,
                                StopToken stop, ProgressSink& progress) {
  return guarded([&]() -> Result<DriftAtlas> {
    std::vector<DriftRow> rows;
    auto skipped = walkTraces(
        model, dataset, options,
        [&](const TracedSample& sample) -> Result<void> {
          auto row = driftOf(*sample.trace);
          if (!row) return std::move(row).error();
          row->name = sample.sample->name;
          rows.push_back(std::move(*row));
          return {};
        },
        stop, progress);
    if (!skipped) return std::move(skipped).error();
    DriftAtlas atlas = driftAtlas(std::move(rows), model->info().config.num_classes);
    atlas.skipped = std::move(*skipped);
    return atlas;
  });
}

}  // namespace ssa
