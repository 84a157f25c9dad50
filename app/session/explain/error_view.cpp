#include "app/session/explain/error_view.h"

#include <map>
#include <utility>

namespace ssa {
namespace {

/// Every pixel takes the value of the cell it lies in.
ScoreMap overPixels(const ScoreMap& cells, Size picture) {
  ScoreMap map(picture);
  const Size grid = cells.size();
  for (int y = 0; y < picture.height; ++y) {
    const int row = static_cast<int>(std::int64_t{y} * grid.height / picture.height);
    for (int x = 0; x < picture.width; ++x) {
      const int column = static_cast<int>(std::int64_t{x} * grid.width / picture.width);
      map.values()[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x)] =
          cells.at({column, row});
    }
  }
  return map;
}

std::vector<ObjectCounts> byBin(const std::vector<TruthObject>& objects) {
  std::vector<ObjectCounts> rows;
  for (int bin = 0; bin < static_cast<int>(kObjectBins_px.size()); ++bin) rows.push_back({-1, bin, 0, 0, 0, 0});
  for (const ObjectCounts& cell : countObjects(objects, kObjectBins_px)) {
    ObjectCounts& row = rows[static_cast<std::size_t>(cell.bin)];
    row.objects += cell.objects;
    row.hits += cell.hits;
    row.pixels += cell.pixels;
    row.right += cell.right;
  }
  return rows;
}

}  // namespace

std::vector<JudgedMask> judgedMasks(ExplainSession& session) {
  std::vector<JudgedMask> masks;
  for (const auto& [view, slot, kind] : {std::tuple{ViewKind::baseline, Slot::baseline, MaskKind::refined},
                                         {ViewKind::coarse, Slot::ssa, MaskKind::coarse},
                                         {ViewKind::refined, Slot::ssa, MaskKind::refined}}) {
    auto mask = session.mask(view);
    const auto trace = session.trace(slot);
    if (!mask || !trace) continue;
    const Size size = mask->size();
    masks.push_back({view, std::move(mask), overPixels(trace->confidenceAtStride(kind), size)});
  }
  return masks;
}

Result<std::vector<MaskErrors>> judgeMasks(const std::vector<JudgedMask>& masks, const LabelMap& truth, int classes,
                                           const ForensicsOptions& options, StopToken stop, ProgressSink& progress) {
  std::vector<MaskErrors> judged;
  const BoundaryScorer scorer(truth, classes, kErrorWidths_px);
  for (const JudgedMask& one : masks) {
    if (stop.stop_requested()) return ErrorCode::stopped;
    progress.report(static_cast<double>(judged.size()) / static_cast<double>(masks.size()), "analyse");
    MaskErrors errors;
    errors.view = one.view;
    auto forensics = boundaryForensics(truth, *one.mask, one.confidence, classes, options);
    if (!forensics) return std::move(forensics).error();
    errors.forensics = std::move(*forensics);
    errors.counts = countForensics(errors.forensics, options);
    auto rows = scorer.score(*one.mask);
    if (!rows) return std::move(rows).error();
    BoundaryTally tally(classes, kErrorWidths_px);
    tally.add(*rows);
    errors.bands = tally.scores();
    auto objects = truthObjects(truth, *one.mask, classes);
    if (!objects) return std::move(objects).error();
    errors.objects = std::move(*objects);
    errors.ledger = byBin(errors.objects);
    judged.push_back(std::move(errors));
  }
  return judged;
}

}  // namespace ssa
