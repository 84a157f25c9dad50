#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/api/evaluator.h"

namespace ssa {

/// What a picture's two masks are put in order by.
enum class ImageOrder {
  meanIoU,   ///< of the picture's own classes: a small thing weighs as much as the street
  accuracy,  ///< share of right pixels
};

/// Which masks of two evaluations are compared, and how surely.
struct CompareOptions {
  std::string firstMasks;   ///< MaskScores::masks; empty = the evaluation's first
  std::string secondMasks;  ///< likewise
  ImageOrder order = ImageOrder::meanIoU;
  StatisticsOptions statistics;
};

/// A score on both sides, per cent, and second minus first in points.
struct ScorePair {
  std::optional<double> first;
  std::optional<double> second;
  Estimate difference;
};

struct ClassComparison {
  int id = 0;
  ScorePair iou;
  std::int64_t truth = 0;  ///< pixels
};

/// One width of the boundary scores; means over classes.
struct BoundaryComparison {
  int width_px = 0;
  ScorePair boundaryIoU;
  ScorePair trimapIoU;
  std::optional<double> firstF;
  std::optional<double> secondF;
};

/// One picture seen by both sides.
struct ImageComparison {
  std::string name;
  std::filesystem::path image;
  std::filesystem::path mask;
  int set = 0;
  std::int64_t pixels = 0;  ///< with a truth
  std::int64_t firstRight = 0;
  std::int64_t secondRight = 0;
  double firstIoU = 0;  ///< mean over the picture's classes, per cent
  double secondIoU = 0;
  double iouChange() const { return secondIoU - firstIoU; }
  double accuracyChange() const;  ///< points of right pixels
};

/// Second against first on the same pictures.
struct Comparison {
  LabelSet labels;
  std::string firstTitle;  ///< `SeaFormer-B`, `SeaFormer-B + SSA, coarse`; with the model's name where both are the same
  std::string secondTitle;
  std::optional<float> scale;
  ScorePair mIoU;
  std::optional<double> p;  ///< of mIoU, see PairedStatistics::p
  std::vector<ClassComparison> classes;
  std::vector<BoundaryComparison> boundary;
  std::vector<ImageComparison> images;  ///< most worsened first; pictures without truth left out
  std::vector<std::string> unpaired;    ///< names that only one side scored; they take no part

  /// What the numbers allow to say of mIoU.
  enum class Verdict {
    equal,    ///< not one resample differs
    unknown,  ///< no value, or no interval
    none,     ///< the interval contains 0
    better,   ///< the interval lies above 0
    worse,
  };
  Verdict verdict() const;
  std::size_t worsened() const;  ///< pictures at the head of `images` whose order figure fell
  std::size_t improved() const;  ///< at its tail
  ImageOrder order = ImageOrder::meanIoU;
};

/// Pairs the pictures of two evaluations by set and name and compares their masks; scores are pooled over the common
/// pictures alone. Errors: classCountMismatch, badOption (masks), folderEmpty (no common picture), stopped.
Result<Comparison> compareEvaluations(const Evaluation& first, const Evaluation& second, const CompareOptions& options,
                                      StopToken stop, ProgressSink& progress);

/// Both models in one go over the same pictures, each decoded once; lists by scale.
struct PairEvaluation {
  std::vector<Evaluation> first;
  std::vector<Evaluation> second;
};
/// Errors: those of evaluateModels.
Result<PairEvaluation> evaluatePair(const Model& first, const Model& second, const Dataset& dataset,
                                    const EvaluateOptions& options, StopToken stop, ProgressSink& progress);

/// mIoU over input scales. The best is chosen on the very pictures it is scored on, so it flatters a little.
struct ScaleTable {
  std::vector<float> scales;
  std::vector<std::vector<std::optional<double>>> mIoU;  ///< [model][scale], of the first kind of masks
  std::vector<std::optional<std::size_t>> best;          ///< scale of each model
  std::optional<std::size_t> common;                     ///< scale with the highest mean over the models
};
/// One list by scale for every model, of the same scales.
ScaleTable compareScales(std::span<const std::vector<Evaluation>> models);

}  // namespace ssa
