#include "engine/api/error_study.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "engine/core/run_errors.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

constexpr int kKinds = static_cast<int>(kErrorKindNames.size());
constexpr int kDistanceRow = kKinds, kLostRow = kKinds + 1, kBorderRows = kKinds + 2;
constexpr double kHundredths = 100;  // distances enter the bootstrap as whole hundredths of a pixel
constexpr int kAll = -1;

/// What one picture adds to one side.
struct PictureTally {
  ForensicsCounts forensics;
  std::vector<std::int64_t> within;  ///< border elements whose distance is at most the index, px
  std::vector<BoundaryCounts> bands;
  std::vector<ObjectCounts> objects;
};

/// A ratio part/whole in the form the bootstrap of IoUs takes: with `predicted` equal to the intersection the union is
/// `whole`.
void addRatio(ImageCounts& counts, int id, std::int64_t part, std::int64_t whole) {
  if (whole > 0) counts.push_back({id, part, whole, part});
}

std::string titleOf(const StudySide& side) {
  const std::string title = side.model->info().title();
  return side.masks == MaskKind::coarse ? title + ", coarse" : title;
}

ImageCounts borderCounts(const PictureTally& tally) {
  ImageCounts counts;
  const ForensicsCounts& f = tally.forensics;
  for (int kind = 0; kind < kKinds; ++kind) addRatio(counts, kind, f.kinds[static_cast<std::size_t>(kind)].pixels, f.known);
  addRatio(counts, kDistanceRow, std::llround(kHundredths * f.border.clippedSum_px), f.border.elements);
  addRatio(counts, kLostRow, f.border.elements - f.border.found, f.border.elements);
  return counts;
}

/// How many elements of the border lie within 0, 1 … reach px of the predicted one.
std::vector<std::int64_t> countWithin(const std::vector<BorderElement>& border, int reach_px) {
  std::vector<std::int64_t> within(static_cast<std::size_t>(reach_px) + 1, 0);
  for (const BorderElement& element : border) {
    if (!element.distance) continue;
    const double distance = std::ceil(std::abs(static_cast<double>(*element.distance)));
    if (distance <= reach_px) ++within[static_cast<std::size_t>(distance)];
  }
  std::partial_sum(within.begin(), within.end(), within.begin());
  return within;
}

ImageCounts withinCounts(const PictureTally& tally) {
  ImageCounts counts;
  for (std::size_t px = 0; px < tally.within.size(); ++px)
    addRatio(counts, static_cast<int>(px), tally.within[px], tally.forensics.border.elements);
  return counts;
}

/// Rows of the ledger: class (all first) x bin (every size first) x {hits, pixels}.
class LedgerRows {
 public:
  LedgerRows(int classes, std::size_t bins) : bins_(static_cast<int>(bins) + 1), count_((classes + 1) * bins_) {}
  int count() const { return count_; }
  int id(int row) const { return row / bins_ - 1; }
  int bin(int row) const { return row % bins_ - 1; }
  static int hits(int row) { return 2 * row; }
  static int pixels(int row) { return 2 * row + 1; }

  std::vector<ObjectCounts> sums(const std::vector<ObjectCounts>& cells) const {
    std::vector<ObjectCounts> rows(static_cast<std::size_t>(count_));
    for (const ObjectCounts& cell : cells) {
      for (const int id : {kAll, cell.id}) {
        for (const int bin : {kAll, cell.bin}) {
          ObjectCounts& row = rows[static_cast<std::size_t>((id + 1) * bins_ + bin + 1)];
          row.objects += cell.objects;
          row.hits += cell.hits;
          row.pixels += cell.pixels;
          row.right += cell.right;
        }
      }
    }
    return rows;
  }
  ImageCounts counts(const std::vector<ObjectCounts>& cells) const {
    ImageCounts counts;
    const std::vector<ObjectCounts> rows = sums(cells);
    for (int row = 0; row < count_; ++row) {
      const ObjectCounts& one = rows[static_cast<std::size_t>(row)];
      addRatio(counts, hits(row), one.hits, one.objects);
      addRatio(counts, pixels(row), one.right, one.pixels);
    }
    return counts;
  }

 private:
  int bins_, count_;
};

/// Figures of a family of rows, with intervals.
struct Figures {
  StudyFigure mean;
  std::vector<StudyFigure> rows;
};

/// `sides` one or two lists of pictures.
Result<Figures> figuresOf(const std::vector<std::vector<ImageCounts>>& sides, int rows, const StatisticsOptions& statistics,
                          const StopToken& stop) {
  NoProgress quiet;
  StatisticsOptions options = statistics;
  options.permutations = 0;
  Figures figures;
  figures.rows.resize(static_cast<std::size_t>(rows));
  for (std::size_t side = 0; side < sides.size(); ++side) {
    auto one = bootstrapScores(sides[side], rows, {}, options, stop, quiet);
    if (!one) return std::move(one).error();
    const auto member = side == 0 ? &StudyFigure::first : &StudyFigure::second;
    figures.mean.*member = one->mIoU;
    for (std::size_t row = 0; row < figures.rows.size(); ++row) figures.rows[row].*member = one->classes[row];
  }
  if (sides.size() < 2) return figures;
  auto paired = pairedStatistics(sides[0], sides[1], rows, {}, options, stop, quiet);
  if (!paired) return std::move(paired).error();
  figures.mean.difference = paired->mIoU;
  for (std::size_t row = 0; row < figures.rows.size(); ++row) figures.rows[row].difference = paired->classes[row];
  return figures;
}

void scale(StudyFigure& figure, double factor) {
  for (Estimate* one : {&figure.first, &figure.second, &figure.difference}) {
    if (one->value) *one->value *= factor;
    if (one->interval) one->interval = Interval{one->interval->low * factor, one->interval->high * factor};
  }
}

/// Everything of one study while it runs.
class Study {
 public:
  Study(std::span<const StudySide> sides, const Dataset& dataset, const ErrorStudyOptions& options, LabelSet labels)
      : sides_(sides.begin(), sides.end()), dataset_(dataset), options_(options), truth_table_(tableFor(dataset, labels)) {
    result_.labels = std::move(labels);
    result_.truth = dataset.root.string();
    result_.split = dataset.split;
    result_.options = options;
    for (const StudySide& side : sides_) {
      StudiedMasks masks;
      masks.title = titleOf(side);
      masks.model = side.model->info().name;
      masks.masks = side.masks;
      result_.sides.push_back(std::move(masks));
      if (!side.model->info().config.trained) result_.warnings.push_back({WarningCode::untrained, {}});
    }
    tallies_.resize(sides_.size());
  }

  Result<ErrorStudy> run(const StopToken& stop, ProgressSink& progress) {
    std::vector<const DatasetSample*> wanted;
    for (const DatasetSample& sample : dataset_.samples)
      if (options_.prefixes.empty() || std::any_of(options_.prefixes.begin(), options_.prefixes.end(),
                                                   [&](const std::string& prefix) { return sample.name.starts_with(prefix); }))
        wanted.push_back(&sample);
    if (wanted.empty())
      return Error(ErrorCode::folderEmpty, {{"path", dataset_.root.string()},
                                            {"wanted", options_.prefixes.empty() ? "pictures" : options_.prefixes.front()}});
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (stop.stop_requested()) return ErrorCode::stopped;
      progress.report(0.95 * static_cast<double>(i) / static_cast<double>(wanted.size()), "evaluate");
      const Result<void> done = study(*wanted[i], stop);
      if (done) continue;
      if (concernsWholeRun(done.error().code)) return done.error();
      Error error = done.error();
      if (error.arg("path").empty()) error.args.emplace_back("path", wanted[i]->image.string());
      result_.skipped.push_back({std::string(error.arg("path")), std::move(error)});
    }
    if (result_.pictures.empty()) return result_.skipped.front().error;
    result_.images = static_cast<std::int64_t>(result_.pictures.size());
    progress.report(0.95, "statistics");
    SSA_TRY(sum(stop));
    progress.report(1, "statistics");
    return std::move(result_);
  }

 private:
  Result<void> study(const DatasetSample& sample, const StopToken& stop) {
    auto picture = readImage(sample.image);
    if (!picture) return std::move(picture).error();
    auto truth = readTruth(sample.mask, truth_table_, dataset_.ignoredIds);
    if (!truth) return std::move(truth).error();
    const int classes = result_.labels.count();
    std::optional<BoundaryScorer> bands;
    if (options_.borders) bands.emplace(truth->value, classes, options_.widths_px);
    std::map<const Model*, Prediction> predictions;
    std::vector<PictureTally> pending;
    StudiedImage image{sample.name, sample.image, sample.mask, {}, {}, {}, 0};
    for (const StudySide& side : sides_) {
      auto found = predictions.find(side.model);
      if (found == predictions.end()) {
        auto prediction = predictOne(side, picture->value.image, sample.image.string(), stop);
        if (!prediction) return std::move(prediction).error();
        found = predictions.emplace(side.model, std::move(*prediction)).first;
      }
      auto tally = tallyOf(side, found->second, truth->value, bands, stop, image);
      if (!tally) return std::move(tally).error();
      pending.push_back(std::move(*tally));
    }
    for (std::size_t side = 0; side < pending.size(); ++side) tallies_[side].push_back(std::move(pending[side]));
    result_.pictures.push_back(std::move(image));
    return {};
  }

  Result<Prediction> predictOne(const StudySide& side, const Image8& picture, const std::string& path, const StopToken& stop) {
    NoProgress quiet;
    PredictOptions options = options_.predict;
    options.arrays = false;
    options.scores = options_.borders && std::any_of(sides_.begin(), sides_.end(), [&](const StudySide& one) {
                       return one.model == side.model && one.masks == MaskKind::refined;
                     });
    auto prediction = predict(*side.model, picture, path, options, stop, quiet);
    if (!prediction) return prediction;
    for (Warning& warning : prediction->warnings)
      if (told_.emplace(side.model, warning.toString()).second) result_.warnings.push_back(std::move(warning));
    return prediction;
  }

  Result<PictureTally> tallyOf(const StudySide& side, const Prediction& prediction, const LabelMap& truth,
                               const std::optional<BoundaryScorer>& bands, const StopToken& stop, StudiedImage& image) {
    const int classes = result_.labels.count();
    const LabelMap& mask = side.masks == MaskKind::coarse ? prediction.coarse : prediction.refined;
    PictureTally tally;
    if (options_.borders) {
      ScoreMap confidence = prediction.scores.confidence;
      if (side.masks == MaskKind::coarse) {
        NoProgress quiet;
        auto maps = scoreMaps(prediction, MaskKind::coarse, options_.predict.threads, stop, quiet);
        if (!maps) return std::move(maps).error();
        confidence = std::move(maps->confidence);
      }
      auto forensics = boundaryForensics(truth, mask, confidence, classes, options_.forensics);
      if (!forensics) return std::move(forensics).error();
      tally.forensics = countForensics(*forensics, options_.forensics);
      tally.within = countWithin(forensics->border, options_.forensics.reach_px);
      auto rows = bands->score(mask);
      if (!rows) return std::move(rows).error();
      tally.bands = std::move(*rows);
      image.wrong.push_back(tally.forensics.wrong());
      image.distance.push_back(tally.forensics.border.meanClipped());
    }
    if (options_.objects) {
      auto objects = truthObjects(truth, mask, classes);
      if (!objects) return std::move(objects).error();
      tally.objects = countObjects(*objects, options_.bins_px);
      image.objects = static_cast<std::int64_t>(objects->size());
      image.objectsHit.push_back(std::count_if(objects->begin(), objects->end(), [](const TruthObject& o) { return o.hit(); }));
    }
    return tally;
  }

  template <class F>
  std::vector<std::vector<ImageCounts>> countsBySide(F counts) const {
    std::vector<std::vector<ImageCounts>> sides;
    for (const std::vector<PictureTally>& side : tallies_) {
      sides.emplace_back();
      for (const PictureTally& tally : side) sides.back().push_back(counts(tally));
    }
    return sides;
  }

  Result<void> sum(const StopToken& stop) {
    if (options_.borders) SSA_TRY(sumBorders(stop));
    if (options_.objects) SSA_TRY(sumObjects(stop));
    return {};
  }

  Result<void> sumBorders(const StopToken& stop) {
    const int classes = result_.labels.count();
    for (std::size_t side = 0; side < sides_.size(); ++side) {
      BoundaryTally bands(classes, options_.widths_px);
      for (const PictureTally& tally : tallies_[side]) {
        result_.sides[side].forensics.add(tally.forensics);
        bands.add(tally.bands);
      }
      result_.sides[side].bands = bands.scores();
    }
    auto figures = figuresOf(countsBySide(borderCounts), kBorderRows, options_.statistics, stop);
    if (!figures) return std::move(figures).error();
    for (int kind = 0; kind < kKinds; ++kind)
      result_.kinds.push_back({static_cast<ErrorKind>(kind), figures->rows[static_cast<std::size_t>(kind)]});
    result_.distance = figures->rows[kDistanceRow];
    scale(result_.distance, 0.01 / kHundredths);  // per cent of hundredths
    result_.lost = figures->rows[kLostRow];
    const int reach = options_.forensics.reach_px;
    auto within = figuresOf(countsBySide(withinCounts), reach + 1, options_.statistics, stop);
    if (!within) return std::move(within).error();
    for (int px = 0; px <= reach; ++px) result_.distances.push_back({px, within->rows[static_cast<std::size_t>(px)]});
    for (const int width : options_.widths_px) {
      BandFigure band;
      band.width_px = width;
      for (const auto& [kind, member] :
           {std::pair{BoundaryKind::boundaryIoU, &BandFigure::boundaryIoU}, {BoundaryKind::trimapIoU, &BandFigure::trimapIoU}}) {
        auto one =
            figuresOf(countsBySide([&, kind = kind](const PictureTally& t) { return boundaryCounts(t.bands, width, kind); }),
                      classes, options_.statistics, stop);
        if (!one) return std::move(one).error();
        band.*member = one->mean;
      }
      result_.bands.push_back(band);
    }
    return {};
  }

  Result<void> sumObjects(const StopToken& stop) {
    const LedgerRows rows(result_.labels.count(), options_.bins_px.size());
    for (std::size_t side = 0; side < sides_.size(); ++side) {
      std::map<std::pair<int, int>, ObjectCounts> cells;
      for (const PictureTally& tally : tallies_[side]) {
        for (const ObjectCounts& more : tally.objects) {
          ObjectCounts& cell = cells.try_emplace({more.id, more.bin}, ObjectCounts{more.id, more.bin, 0, 0, 0, 0}).first->second;
          cell.objects += more.objects;
          cell.hits += more.hits;
          cell.pixels += more.pixels;
          cell.right += more.right;
        }
      }
      for (const auto& [key, cell] : cells) result_.sides[side].objects.push_back(cell);
    }
    auto figures = figuresOf(countsBySide([&](const PictureTally& t) { return rows.counts(t.objects); }), 2 * rows.count(),
                             options_.statistics, stop);
    if (!figures) return std::move(figures).error();
    const std::vector<ObjectCounts> sums = rows.sums(result_.sides.front().objects);
    for (int row = 0; row < rows.count(); ++row) {
      const ObjectCounts& one = sums[static_cast<std::size_t>(row)];
      if (one.objects == 0) continue;
      result_.objects.push_back({rows.id(row), rows.bin(row), one.objects, one.pixels,
                                 figures->rows[static_cast<std::size_t>(LedgerRows::hits(row))],
                                 figures->rows[static_cast<std::size_t>(LedgerRows::pixels(row))]});
    }
    return {};
  }

  std::vector<StudySide> sides_;
  const Dataset& dataset_;
  const ErrorStudyOptions& options_;
  LabelSet truth_table_;
  ErrorStudy result_;
  std::vector<std::vector<PictureTally>> tallies_;  ///< by side, by picture
  std::set<std::pair<const Model*, std::string>> told_;
};

Error badStudyOption(const char* option, std::string value, const char* expected) {
  return {ErrorCode::badOption, {{"option", option}, {"value", std::move(value)}, {"expected", expected}}};
}

Result<void> checkStudy(std::span<const StudySide> sides, const ErrorStudyOptions& options) {
  if (sides.empty() || sides.size() > 2) return Error(ErrorCode::contract, {{"reason", "studyErrors: one side or two"}});
  for (const StudySide& side : sides)
    if (side.masks == MaskKind::coarse && side.model->info().config.classifier != ClassifierKind::ssa)
      return badStudyOption("masks", "coarse", "an SSA model");
  ScoringOptions scoring;
  scoring.boundaryWidths_px = options.widths_px;
  scoring.statistics = options.statistics;
  SSA_TRY(checkOptions(scoring));
  if (options.borders && options.widths_px.empty()) return badStudyOption("boundary", "", "at least one width");
  const std::vector<std::int64_t>& bins = options.bins_px;
  if (bins.empty() || bins.front() != 1 || std::adjacent_find(bins.begin(), bins.end(), std::greater_equal<>()) != bins.end())
    return badStudyOption("bins", bins.empty() ? "" : std::to_string(bins.front()),
                          "ascending areas that begin at 1, such as 1,64,256");
  const ForensicsOptions& f = options.forensics;
  if (f.reach_px < 1 || f.reach_px > 100) return badStudyOption("reach", std::to_string(f.reach_px), "1..100");
  if (f.shift_px < 1 || f.shift_px > 100) return badStudyOption("shift", std::to_string(f.shift_px), "1..100");
  if (f.thin_px < 1 || f.thin_px > 60) return badStudyOption("thin", std::to_string(f.thin_px), "1..60");
  if (!(f.sure >= 0 && f.sure <= 1)) return badStudyOption("sure", std::to_string(f.sure), "0..1");
  return {};
}

}  // namespace

Result<ErrorStudy> studyErrors(std::span<const StudySide> sides, const Dataset& dataset, const ErrorStudyOptions& options,
                               StopToken stop, ProgressSink& progress) {
  SSA_TRY(checkStudy(sides, options));
  LabelSet labels = options.labels.value_or(sides.front().model->info().config.labels);
  for (const StudySide& side : sides)
    if (side.model->info().config.num_classes != labels.count())
      return Error(ErrorCode::classCountMismatch, {{"path", side.model->info().path.string()},
                                                   {"found", std::to_string(labels.count())},
                                                   {"expected", std::to_string(side.model->info().config.num_classes)}});
  return Study(sides, dataset, options, std::move(labels)).run(stop, progress);
}

}  // namespace ssa
