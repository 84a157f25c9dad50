#include "engine/api/comparison.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace ssa {
namespace {

Result<const MaskScores*> chosen(const Evaluation& evaluation, const std::string& masks) {
  if (evaluation.scores.empty()) return Error(ErrorCode::contract, {{"reason", "an evaluation without masks"}});
  if (masks.empty()) return &evaluation.scores.front();
  if (const MaskScores* found = evaluation.find(masks)) return found;
  std::string kinds;
  for (const MaskScores& one : evaluation.scores) kinds += (kinds.empty() ? "" : ", ") + one.masks;
  return Error(ErrorCode::badOption, {{"option", "masks"}, {"value", masks}, {"expected", kinds}});
}

std::string titleOf(const Evaluation& evaluation, const MaskScores& scores) {
  const Provenance& provenance = evaluation.provenance;
  std::string title = provenance.modelTitle.empty() ? provenance.image : provenance.modelTitle;
  if (scores.masks == "coarse") title += ", coarse";
  return title;
}

using Key = std::pair<int, std::string>;
using Pairs = std::vector<std::pair<const ImageTally*, const ImageTally*>>;

/// Pictures both sides have, in the first's order; names of the others.
Pairs pairUp(const MaskScores& first, const MaskScores& second, std::vector<std::string>& unpaired) {
  std::map<Key, const ImageTally*> others;
  for (const ImageTally& image : second.images) others.emplace(Key(image.set, image.name), &image);
  Pairs pairs;
  for (const ImageTally& image : first.images) {
    const auto found = others.find({image.set, image.name});
    if (found == others.end()) {
      unpaired.push_back(image.name);
      continue;
    }
    pairs.emplace_back(&image, found->second);
    others.erase(found);
  }
  for (const auto& [key, image] : others) unpaired.push_back(key.second);
  return pairs;
}

/// One figure of both sides, picture by picture, and what is pooled of it.
struct PairedCounts {
  std::vector<ImageCounts> first, second;
  std::vector<int> sets;
};

template <class CountsOf>
PairedCounts countsOf(const Pairs& pairs, CountsOf of) {
  PairedCounts counts;
  for (const auto& [a, b] : pairs) {
    counts.first.push_back(of(*a));
    counts.second.push_back(of(*b));
    counts.sets.push_back(a->set);
  }
  return counts;
}

ImageCounts pooled(const std::vector<ImageCounts>& images) {
  std::map<int, ClassCounts> sums;
  for (const ImageCounts& image : images) {
    for (const ClassCounts& row : image) {
      ClassCounts& sum = sums[row.id];
      sum.id = row.id;
      sum.intersection += row.intersection;
      sum.truth += row.truth;
      sum.predicted += row.predicted;
    }
  }
  ImageCounts all;
  for (const auto& [id, sum] : sums) all.push_back(sum);
  return all;
}

std::optional<double> iouOf(const ImageCounts& counts, int id) {
  for (const ClassCounts& row : counts)
    if (row.id == id) return meanIoU({row});
  return std::nullopt;
}

double change(const ImageComparison& image, ImageOrder order) {
  return order == ImageOrder::meanIoU ? image.iouChange() : image.accuracyChange();
}

std::vector<ImageComparison> compareImages(const Pairs& pairs, ImageOrder order) {
  std::vector<ImageComparison> images;
  for (const auto& [a, b] : pairs) {
    const auto first = meanIoU(a->confusion.counts()), second = meanIoU(b->confusion.counts());
    if (!first || !second) continue;
    images.push_back(
        {a->name, a->image, a->mask, a->set, a->confusion.pixels(), a->confusion.right(), b->confusion.right(), *first, *second});
  }
  std::stable_sort(images.begin(), images.end(),
                   [order](const ImageComparison& x, const ImageComparison& y) { return change(x, order) < change(y, order); });
  return images;
}

Result<std::vector<BoundaryComparison>> compareBoundaries(const MaskScores& first, const MaskScores& second, const Pairs& pairs,
                                                          int classes, StatisticsOptions statistics, const StopToken& stop,
                                                          ProgressSink& progress) {
  statistics.permutations = 0;
  std::vector<BoundaryComparison> all;
  const std::size_t widths = std::min(first.boundary.size(), second.boundary.size());
  std::vector<int> widths_px;
  for (std::size_t w = 0; w < widths; ++w) widths_px.push_back(first.boundary[w].width_px);
  if (widths == 0) return all;
  BoundaryTally first_tally(classes, widths_px), second_tally(classes, widths_px);
  for (const auto& [a, b] : pairs) {
    first_tally.add(a->boundary);
    second_tally.add(b->boundary);
  }
  const auto first_scores = first_tally.scores(), second_scores = second_tally.scores();
  for (std::size_t w = 0; w < widths; ++w) {
    BoundaryComparison row;
    row.width_px = widths_px[w];
    row.firstF = first_scores[w].mBoundaryF;
    row.secondF = second_scores[w].mBoundaryF;
    for (const BoundaryKind kind : {BoundaryKind::boundaryIoU, BoundaryKind::trimapIoU}) {
      const auto counts =
          countsOf(pairs, [&](const ImageTally& image) { return boundaryCounts(image.boundary, row.width_px, kind); });
      auto paired = pairedStatistics(counts.first, counts.second, classes, counts.sets, statistics, stop, progress);
      if (!paired) return std::move(paired).error();
      const bool edge = kind == BoundaryKind::boundaryIoU;
      ScorePair& scores = edge ? row.boundaryIoU : row.trimapIoU;
      scores.first = edge ? first_scores[w].mBoundaryIoU : first_scores[w].mTrimapIoU;
      scores.second = edge ? second_scores[w].mBoundaryIoU : second_scores[w].mTrimapIoU;
      scores.difference = paired->mIoU;
    }
    all.push_back(row);
  }
  return all;
}

/// Index of the largest value there is.
std::optional<std::size_t> largest(const std::vector<std::optional<double>>& values) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] && (!best || *values[i] > *values[*best])) best = i;
  return best;
}

}  // namespace

double ImageComparison::accuracyChange() const {
  return pixels == 0 ? 0 : 100.0 * static_cast<double>(secondRight - firstRight) / static_cast<double>(pixels);
}

Comparison::Verdict Comparison::verdict() const {
  const std::optional<Interval>& interval = mIoU.difference.interval;
  if (!mIoU.difference.value || !interval) return Verdict::unknown;
  if (interval->low == 0 && interval->high == 0) return Verdict::equal;
  if (interval->contains(0)) return Verdict::none;
  return interval->low > 0 ? Verdict::better : Verdict::worse;
}

std::size_t Comparison::worsened() const {
  const auto fell = [this](const ImageComparison& image) { return change(image, order) < 0; };
  return static_cast<std::size_t>(std::count_if(images.begin(), images.end(), fell));
}

std::size_t Comparison::improved() const {
  const auto rose = [this](const ImageComparison& image) { return change(image, order) > 0; };
  return static_cast<std::size_t>(std::count_if(images.begin(), images.end(), rose));
}

Result<Comparison> compareEvaluations(const Evaluation& first, const Evaluation& second, const CompareOptions& options,
                                      StopToken stop, ProgressSink& progress) {
  const int classes = first.labels.count();
  if (second.labels.count() != classes)
    return Error(
        ErrorCode::classCountMismatch,
        {{"path", second.truth}, {"found", std::to_string(second.labels.count())}, {"expected", std::to_string(classes)}});
  const auto a = chosen(first, options.firstMasks), b = chosen(second, options.secondMasks);
  if (!a) return a.error();
  if (!b) return b.error();

  Comparison result;
  result.labels = first.labels;
  result.firstTitle = titleOf(first, **a);
  result.secondTitle = titleOf(second, **b);
  if (result.firstTitle == result.secondTitle) {
    result.firstTitle += " (" + first.provenance.model + ")";
    result.secondTitle += " (" + second.provenance.model + ")";
  }
  if (first.scale == second.scale) result.scale = first.scale;
  result.order = options.order;
  const Pairs pairs = pairUp(**a, **b, result.unpaired);
  if (pairs.empty()) return Error(ErrorCode::folderEmpty, {{"path", first.truth}, {"wanted", second.truth}});

  const PairedCounts counts = countsOf(pairs, [](const ImageTally& image) { return image.confusion.counts(); });
  auto paired = pairedStatistics(counts.first, counts.second, classes, counts.sets, options.statistics, stop, progress);
  if (!paired) return std::move(paired).error();
  const ImageCounts all_first = pooled(counts.first), all_second = pooled(counts.second);
  result.mIoU = {meanIoU(all_first), meanIoU(all_second), paired->mIoU};
  result.p = paired->p;
  for (int id = 0; id < classes; ++id) {
    const auto truth = std::find_if(all_first.begin(), all_first.end(), [id](const ClassCounts& row) { return row.id == id; });
    result.classes.push_back({id,
                              {iouOf(all_first, id), iouOf(all_second, id), paired->classes[static_cast<std::size_t>(id)]},
                              truth == all_first.end() ? 0 : truth->truth});
  }
  auto boundary = compareBoundaries(**a, **b, pairs, classes, options.statistics, stop, progress);
  if (!boundary) return std::move(boundary).error();
  result.boundary = std::move(*boundary);
  result.images = compareImages(pairs, options.order);
  return result;
}

Result<PairEvaluation> evaluatePair(const Model& first, const Model& second, const Dataset& dataset,
                                    const EvaluateOptions& options, StopToken stop, ProgressSink& progress) {
  const Model* const models[] = {&first, &second};
  auto evaluations = evaluateModels(models, dataset, options, stop, progress);
  if (!evaluations) return std::move(evaluations).error();
  return PairEvaluation{std::move((*evaluations)[0]), std::move((*evaluations)[1])};
}

ScaleTable compareScales(std::span<const std::vector<Evaluation>> models) {
  ScaleTable table;
  if (models.empty()) return table;
  for (const Evaluation& evaluation : models.front()) table.scales.push_back(evaluation.scale.value_or(1.0F));
  std::vector<std::optional<double>> means(table.scales.size(), 0.0);
  for (const std::vector<Evaluation>& ofModel : models) {
    std::vector<std::optional<double>> row;
    for (std::size_t s = 0; s < table.scales.size(); ++s) {
      row.push_back(s < ofModel.size() ? ofModel[s].scores.front().pooled.mIoU : std::nullopt);
      if (row[s] && means[s])
        *means[s] += *row[s] / static_cast<double>(models.size());
      else
        means[s].reset();
    }
    table.best.push_back(largest(row));
    table.mIoU.push_back(std::move(row));
  }
  table.common = largest(means);
  return table;
}

}  // namespace ssa
