#include "engine/metrics/boundary_scores.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/metrics/boundary_bands.h"

namespace ssa {
namespace {

constexpr std::size_t kIds = 256;
constexpr int kMostWidths = 200;  // a level is a byte

using IdCounts = std::array<std::int64_t, kIds>;

void checkWidths(int classes, const std::vector<int>& widths) {
  const bool ascending = std::adjacent_find(widths.begin(), widths.end(), std::greater_equal<>()) == widths.end();
  if (classes < 1 || classes > kMaxClasses || widths.empty() || widths.size() > kMostWidths || widths.front() < 1 || !ascending)
    throw ContractViolation("boundary scores of " + std::to_string(classes) + " classes over " + std::to_string(widths.size()) +
                            " widths");
}

/// Truth as it is counted: ids outside the table are ignored.
LabelMap knownTruth(LabelMap truth, int classes) {
  for (std::uint8_t& id : truth.labels()) id = id < classes ? id : kIgnore;
  return truth;
}

/// Pixels of a contour with the class each is of.
struct ContourPixel {
  std::size_t at;
  std::uint8_t id;
};

std::vector<ContourPixel> contourPixels(const LabelMap& labels, const Plane& levels) {
  std::vector<ContourPixel> pixels;
  for (std::size_t i = 0; i < levels.size(); ++i)
    if (levels[i] == 0) pixels.push_back({i, labels.labels()[i]});
  return pixels;
}

/// Adds to found[width][id] the pixels of `contour` that have a pixel of the same class in `other` within the width.
/// Eight classes at a time, a bit each.
void findContour(const std::vector<ContourPixel>& contour, const std::vector<ContourPixel>& other, Size size,
                 const std::vector<int>& widths, std::vector<IdCounts>& found) {
  std::array<bool, kIds> in_both{}, in_one{};
  for (const ContourPixel& pixel : contour) in_one[pixel.id] = true;
  for (const ContourPixel& pixel : other) in_both[pixel.id] = in_one[pixel.id];
  std::vector<int> ids;
  for (int id = 0; id < static_cast<int>(kIds); ++id)
    if (in_both[static_cast<std::size_t>(id)]) ids.push_back(id);

  constexpr std::size_t kBits = 8;
  Plane plane, scratch;
  for (std::size_t begin = 0; begin < ids.size(); begin += kBits) {
    std::array<std::uint8_t, kIds> bit{};
    for (std::size_t k = begin; k < std::min(begin + kBits, ids.size()); ++k)
      bit[static_cast<std::size_t>(ids[k])] = static_cast<std::uint8_t>(1U << (k - begin));
    plane.assign(static_cast<std::size_t>(size.area()), 0);
    for (const ContourPixel& pixel : other) plane[pixel.at] = bit[pixel.id];
    int radius = 0;
    for (std::size_t w = 0; w < widths.size(); ++w) {
      for (const int step : windowSteps(radius, widths[w])) widenUnion(plane, scratch, size, step);
      radius = widths[w];
      for (const ContourPixel& pixel : contour) found[w][pixel.id] += (plane[pixel.at] & bit[pixel.id]) != 0 ? 1 : 0;
    }
  }
}

void accumulate(ClassCounts& sum, const ClassCounts& more) {
  sum.intersection += more.intersection;
  sum.truth += more.truth;
  sum.predicted += more.predicted;
}

void accumulate(BoundaryCounts& sum, const BoundaryCounts& more) {
  accumulate(sum.edge, more.edge);
  accumulate(sum.band, more.band);
  sum.truthContour += more.truthContour;
  sum.truthFound += more.truthFound;
  sum.predictedContour += more.predictedContour;
  sum.predictedFound += more.predictedFound;
}

std::optional<double> percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

/// A class on one side only has precision or recall 0/0: nothing of it was found, so F is 0.
std::optional<double> boundaryF(const BoundaryCounts& row) {
  if (row.truthContour + row.predictedContour == 0) return std::nullopt;
  if (row.truthFound == 0 || row.predictedFound == 0) return 0.0;
  const double recall = static_cast<double>(row.truthFound) / static_cast<double>(row.truthContour);
  const double precision = static_cast<double>(row.predictedFound) / static_cast<double>(row.predictedContour);
  return 100.0 * 2 * precision * recall / (precision + recall);
}

std::optional<double> mean(const std::vector<BoundaryClassScores>& classes, std::optional<double> BoundaryClassScores::*member) {
  double sum = 0;
  int count = 0;
  for (const BoundaryClassScores& row : classes) {
    if (!(row.*member)) continue;
    sum += *(row.*member);
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

std::string text(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

}  // namespace

BoundaryScorer::BoundaryScorer(const LabelMap& truth, int classes, std::vector<int> widths_px)
    : classes_(classes), widths_(std::move(widths_px)), truth_(knownTruth(truth, classes)) {
  checkWidths(classes_, widths_);
  level_ = bandLevels(truth_, widths_);
  contour_ = widths_.front() == 1 ? level_ : bandLevels(truth_, {1});
}

Result<std::vector<BoundaryCounts>> BoundaryScorer::score(const LabelMap& predicted) const {
  if (predicted.size() != truth_.size())
    return Error(ErrorCode::sizeMismatch, {{"found", text(predicted.size())}, {"expected", text(truth_.size())}});

  LabelMap shown = predicted;  // as it is counted: nothing where truth is ignored
  const auto t = truth_.labels();
  const auto p = shown.labels();
  const auto outside = static_cast<std::uint8_t>(classes_);  // one id for all outside the table; kIgnore if it is full
  for (std::size_t i = 0; i < t.size(); ++i) p[i] = t[i] == kIgnore ? kIgnore : std::min(p[i], outside);
  const Plane levels = bandLevels(shown, widths_);
  const std::size_t widths = widths_.size();

  // Per level, so that sums over levels are sums over bands.
  struct Levels {
    IdCounts edge_both{}, edge_truth{}, edge_predicted{}, band_both{}, band_predicted{};
  };
  std::vector<Levels> table(widths + 1);
  for (std::size_t i = 0; i < t.size(); ++i) {
    const std::uint8_t in_truth = level_[i], in_predicted = levels[i];
    if (std::min(in_truth, in_predicted) == widths) continue;
    ++table[in_truth].edge_truth[t[i]];
    ++table[in_predicted].edge_predicted[p[i]];
    ++table[in_truth].band_predicted[p[i]];
    if (t[i] != p[i]) continue;
    ++table[in_truth].band_both[t[i]];
    ++table[std::max(in_truth, in_predicted)].edge_both[t[i]];
  }

  const std::vector<ContourPixel> truth_contour = contourPixels(truth_, contour_);
  const std::vector<ContourPixel> predicted_contour =
      contourPixels(shown, widths_.front() == 1 ? levels : bandLevels(shown, {1}));
  std::vector<IdCounts> truth_found(widths), predicted_found(widths);
  findContour(truth_contour, predicted_contour, truth_.size(), widths_, truth_found);
  findContour(predicted_contour, truth_contour, truth_.size(), widths_, predicted_found);
  IdCounts truth_all{}, predicted_all{};
  for (const ContourPixel& pixel : truth_contour) ++truth_all[pixel.id];
  for (const ContourPixel& pixel : predicted_contour) ++predicted_all[pixel.id];

  std::vector<BoundaryCounts> rows;
  std::vector<BoundaryCounts> sums(static_cast<std::size_t>(classes_));
  for (std::size_t w = 0; w < widths; ++w) {
    for (std::size_t id = 0; id < sums.size(); ++id) {
      BoundaryCounts& row = sums[id];
      const Levels& level = table[w];
      const int class_id = static_cast<int>(id);
      accumulate(row.edge, {class_id, level.edge_both[id], level.edge_truth[id], level.edge_predicted[id]});
      accumulate(row.band, {class_id, level.band_both[id], level.edge_truth[id], level.band_predicted[id]});
      row.width_px = widths_[w];
      row.id = row.edge.id = row.band.id = class_id;
      row.truthContour = truth_all[id];
      row.truthFound = truth_found[w][id];
      row.predictedContour = predicted_all[id];
      row.predictedFound = predicted_found[w][id];
      if (row.edge.unionPixels() + row.band.unionPixels() + row.truthContour + row.predictedContour > 0) rows.push_back(row);
    }
  }
  return rows;
}

BoundaryTally::BoundaryTally(int classes, std::vector<int> widths_px) : classes_(classes), widths_(std::move(widths_px)) {
  checkWidths(classes_, widths_);
  rows_.resize(widths_.size() * static_cast<std::size_t>(classes_));
}

void BoundaryTally::add(const std::vector<BoundaryCounts>& ofOneImage) {
  for (const BoundaryCounts& row : ofOneImage) {
    const auto found = std::lower_bound(widths_.begin(), widths_.end(), row.width_px);
    if (found == widths_.end() || *found != row.width_px || row.id < 0 || row.id >= classes_)
      throw ContractViolation("boundary counts of width " + std::to_string(row.width_px));
    const auto w = static_cast<std::size_t>(found - widths_.begin());
    accumulate(rows_[w * static_cast<std::size_t>(classes_) + static_cast<std::size_t>(row.id)], row);
  }
}

void BoundaryTally::add(const BoundaryTally& other) {
  if (other.classes_ != classes_ || other.widths_ != widths_) throw ContractViolation("merging unlike boundary tallies");
  for (std::size_t i = 0; i < rows_.size(); ++i) accumulate(rows_[i], other.rows_[i]);
}

std::vector<BoundaryScores> BoundaryTally::scores() const {
  std::vector<BoundaryScores> all;
  for (std::size_t w = 0; w < widths_.size(); ++w) {
    BoundaryScores scores{widths_[w], {}, {}, {}, {}};
    for (std::size_t id = 0; id < static_cast<std::size_t>(classes_); ++id) {
      const BoundaryCounts& row = rows_[w * static_cast<std::size_t>(classes_) + id];
      scores.classes.push_back({percent(row.edge.intersection, row.edge.unionPixels()),
                                percent(row.band.intersection, row.band.unionPixels()), boundaryF(row)});
    }
    scores.mBoundaryIoU = mean(scores.classes, &BoundaryClassScores::boundaryIoU);
    scores.mTrimapIoU = mean(scores.classes, &BoundaryClassScores::trimapIoU);
    scores.mBoundaryF = mean(scores.classes, &BoundaryClassScores::boundaryF);
    all.push_back(std::move(scores));
  }
  return all;
}

ImageCounts boundaryCounts(const std::vector<BoundaryCounts>& ofOneImage, int width_px, BoundaryKind kind) {
  ImageCounts counts;
  for (const BoundaryCounts& row : ofOneImage) {
    if (row.width_px != width_px) continue;
    const ClassCounts& one = kind == BoundaryKind::boundaryIoU ? row.edge : row.band;
    if (one.unionPixels() > 0) counts.push_back(one);
  }
  return counts;
}

}  // namespace ssa
