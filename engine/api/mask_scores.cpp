#include "engine/api/mask_scores.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace ssa {

Result<void> checkOptions(const ScoringOptions& options) {
  constexpr int kWidest = 1000;
  constexpr std::size_t kMostWidths = 100;
  const std::vector<int>& widths = options.boundaryWidths_px;
  const auto bad = [](const char* option, std::string value, const char* expected) {
    return Error(ErrorCode::badOption, {{"option", option}, {"value", std::move(value)}, {"expected", expected}});
  };
  std::string written;
  for (const int width : widths) written += (written.empty() ? "" : ",") + std::to_string(width);
  const bool ascending = std::adjacent_find(widths.begin(), widths.end(), std::greater_equal<>()) == widths.end();
  if (!widths.empty() && (widths.front() < 1 || widths.back() > kWidest || widths.size() > kMostWidths || !ascending))
    return bad("boundary", written, "ascending widths of 1..1000 pixels, such as 1,2,3,5,8,12");
  const StatisticsOptions& s = options.statistics;
  if (!(s.level > 0 && s.level < 1)) return bad("level", std::to_string(s.level), "0.5..0.999");
  if (s.resamples < 0) return bad("resamples", std::to_string(s.resamples), "0..");
  if (s.permutations < 0) return bad("permutations", std::to_string(s.permutations), "0..");
  return {};
}

MaskScores emptyScores(std::string masks, int classes) {
  return {std::move(masks), ConfusionMatrix(classes), {}, ImageMeans(classes), {}, {}, {}, {}};
}

ImageScorer::ImageScorer(const DatasetSample& sample, const LabelMap& truth, int classes,
                         const std::vector<int>& boundaryWidths_px)
    : sample_(sample), truth_(truth), classes_(classes) {
  if (!boundaryWidths_px.empty()) boundary_.emplace(truth, classes, boundaryWidths_px);
}

Result<ImageTally> ImageScorer::score(const LabelMap& predicted) const {
  ConfusionMatrix confusion(classes_);
  SSA_TRY(confusion.add(predicted, truth_));
  ImageTally tally{sample_.name, sample_.image, sample_.mask, 0, SparseConfusion(confusion), {}};
  if (boundary_) {
    auto rows = boundary_->score(predicted);
    if (!rows) return std::move(rows).error();
    tally.boundary = std::move(*rows);
    tally.boundary.shrink_to_fit();
  }
  return tally;
}

Result<void> summarise(MaskScores& scores, const ScoringOptions& options, StopToken stop, ProgressSink& progress) {
  const int classes = scores.confusion.classes();
  scores.confusion = ConfusionMatrix(classes);
  scores.imageMeans = ImageMeans(classes);
  std::vector<ImageCounts> counts;
  std::vector<int> sets;
  for (const ImageTally& image : scores.images) {
    ConfusionMatrix ofOneImage(classes);
    for (const ConfusionCell& cell : image.confusion.cells()) ofOneImage.addCell(cell.truth, cell.predicted, cell.pixels);
    scores.confusion.add(ofOneImage);
    scores.imageMeans.add(computeScores(ofOneImage));
    counts.push_back(image.confusion.counts());
    sets.push_back(image.set);
  }
  scores.pooled = computeScores(scores.confusion);
  scores.boundary.clear();
  if (!options.boundaryWidths_px.empty()) {
    BoundaryTally tally(classes, options.boundaryWidths_px);
    for (const ImageTally& image : scores.images) tally.add(image.boundary);
    scores.boundary = tally.scores();
  }
  auto statistics = bootstrapScores(counts, classes, sets, options.statistics, stop, progress);
  if (!statistics) return std::move(statistics).error();
  scores.statistics = std::move(*statistics);
  return {};
}

std::vector<CellImage> imagesOfCell(const MaskScores& scores, int truth, int predicted) {
  std::vector<CellImage> found;
  for (std::size_t i = 0; i < scores.images.size(); ++i)
    if (const std::int64_t pixels = scores.images[i].confusion.at(truth, predicted)) found.push_back({i, pixels});
  std::stable_sort(found.begin(), found.end(), [](const CellImage& a, const CellImage& b) { return a.pixels > b.pixels; });
  return found;
}

}  // namespace ssa
