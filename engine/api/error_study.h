#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/api/evaluator.h"
#include "engine/metrics/boundary_forensics.h"
#include "engine/metrics/small_objects.h"

namespace ssa {

/// What is studied, and how.
struct ErrorStudyOptions {
  PredictOptions predict;
  std::optional<LabelSet> labels;     ///< how truth masks are read; the first model's table unless given
  std::vector<std::string> prefixes;  ///< only pictures whose name begins with one of them; empty = all
  bool borders = true;                ///< forensics and band-width curve
  bool objects = true;                ///< small-object ledger
  ForensicsOptions forensics;
  std::vector<int> widths_px{1, 2, 3, 5, 8, 12, 20};
  std::vector<std::int64_t> bins_px = kObjectBins_px;
  StatisticsOptions statistics;
};

/// Masks under study: one mask of one model.
struct StudySide {
  const Model* model = nullptr;
  MaskKind masks = MaskKind::refined;
};

/// A figure of one or two sides with bootstrap intervals over pictures. Without a second side `second` and `difference`
/// have no value.
struct StudyFigure {
  Estimate first;
  Estimate second;
  Estimate difference;  ///< second - first, from the same draws
};

struct KindFigure {
  ErrorKind kind = ErrorKind::island;
  StudyFigure share;  ///< of the pixels with a truth, per cent
};
/// A point of the curve of border distances: how much of the true border has its predicted one this near.
struct DistanceFigure {
  int within_px = 0;
  StudyFigure share;  ///< of the border elements, per cent
};
struct BandFigure {
  int width_px = 0;
  StudyFigure boundaryIoU;  ///< mean over classes, per cent
  StudyFigure trimapIoU;
};
struct ObjectFigure {
  int id = 0;   ///< class; -1 = all classes
  int bin = 0;  ///< of bins_px; -1 = every size
  std::int64_t objects = 0;
  std::int64_t pixels = 0;
  StudyFigure hitRate;      ///< objects with recall of at least 0.5, per cent
  StudyFigure pixelRecall;  ///< per cent
};

/// One side's sums over the set.
struct StudiedMasks {
  std::string title;  ///< `SeaFormer-B`, `SeaFormer-B + SSA, coarse`
  std::string model;  ///< ModelInfo::name
  MaskKind masks = MaskKind::refined;
  ForensicsCounts forensics;
  std::vector<BoundaryScores> bands;  ///< by width
  std::vector<ObjectCounts> objects;
};

/// One picture on both sides, for opening it.
struct StudiedImage {
  std::string name;
  std::filesystem::path image;
  std::filesystem::path mask;
  std::vector<std::int64_t> wrong;              ///< pixels, by side
  std::vector<std::optional<double>> distance;  ///< mean clipped border distance px, by side
  std::vector<std::int64_t> objectsHit;         ///< by side
  std::int64_t objects = 0;
};

/// What came of it.
struct ErrorStudy {
  LabelSet labels;
  std::string truth;
  std::string split;
  std::int64_t images = 0;
  ErrorStudyOptions options;
  std::vector<StudiedMasks> sides;        ///< one or two
  StudyFigure distance;                   ///< mean clipped distance of true borders to predicted ones, px
  StudyFigure lost;                       ///< border elements without a predicted border within reach, per cent
  std::vector<DistanceFigure> distances;  ///< 0 px to the reach
  std::vector<KindFigure> kinds;          ///< by ErrorKind
  std::vector<BandFigure> bands;
  std::vector<ObjectFigure> objects;  ///< all classes first, then by class; every size first, then by bin
  std::vector<StudiedImage> pictures;
  std::vector<SkippedSample> skipped;
  Warnings warnings;
};

/// Predicts every pair of the set and studies borders and objects of one mask or of two against each other; a model that
/// gives both sides runs once a picture. Intervals take pictures for independent, which frames of one video are not.
/// Errors: stopped, outOfMemory, deviceFault, contract, badOption, classCountMismatch, folderEmpty, and the first pair's
/// error when no pair could be studied.
Result<ErrorStudy> studyErrors(std::span<const StudySide> sides, const Dataset& dataset, const ErrorStudyOptions& options,
                               StopToken stop, ProgressSink& progress);

/// All numbers, named as the fields.
std::string toJson(const ErrorStudy& study);

}  // namespace ssa
