#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/mask_scores.h"
#include "engine/api/model.h"
#include "engine/api/predictor.h"
#include "engine/core/label_set.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/dataset.h"

namespace ssa {

/// How models are scored.
struct EvaluateOptions {
  PredictOptions predict;
  bool coarse = false;             ///< also score conv_seg's mask of the same pass (SSA only)
  std::optional<LabelSet> labels;  ///< how truth masks are read; the model's table unless given
  /// Input scales, each an evaluation of its own in place of the averaged `predict.scales`; empty: one evaluation with
  /// those.
  std::vector<float> scaleList;
  ScoringOptions scoring;
};

/// A file that took no part, and why.
struct SkippedSample {
  std::string path;
  Error error;
};

/// What came of scoring a model, or finished masks, against truth.
struct Evaluation {
  std::vector<MaskScores> scores;
  LabelSet labels;
  std::string truth;  ///< folder of the data set or of the truth masks
  std::string split;
  std::optional<float> scale;          ///< of EvaluateOptions::scaleList
  std::int64_t images = 0;             ///< pictures that were scored
  std::vector<SkippedSample> skipped;  ///< unreadable or unfit pairs
  Warnings warnings;
  Provenance provenance;

  /// By MaskScores::masks; null where there are none of that kind.
  const MaskScores* find(std::string_view masks) const;
};

/// Predicts and scores every pair, one at a time. A pair that cannot be read is skipped and named; what
/// concerns every pair ends the run. Errors: stopped, outOfMemory, deviceFault, contract, badOption,
/// classCountMismatch (label table against model), folderEmpty (no name begins with a prefix), and the first pair's error
/// when no pair could be scored. One evaluation: `scaleList` must be empty.
Result<Evaluation> evaluateModel(const Model& model, const Dataset& dataset, const EvaluateOptions& options, StopToken stop,
                                 ProgressSink& progress);

/// The same for several models, one list by scale for each. Every picture is read once and every evaluation covers the
/// same pictures: one that fails for a model is skipped for all.
/// Errors also: badOption (`labels`) where the models' own tables name other classes.
Result<std::vector<std::vector<Evaluation>>> evaluateModels(std::span<const Model* const> models, const Dataset& dataset,
                                                            const EvaluateOptions& options, StopToken stop,
                                                            ProgressSink& progress);

/// Scores finished index masks against truth masks of the same relative name. Predicted ids are class ids
/// of `labels`; an id outside the table is wrong and counted in MaskScores::outside. Files such as
/// `x.overlay.png` beside a mask `x.png` are not masks and are passed over.
/// Errors: those of listImages, folderEmpty (no pair), badOption, stopped.
Result<Evaluation> evaluatePredictions(const std::filesystem::path& predictions, const std::filesystem::path& truth,
                                       const LabelSet& labels, StopToken stop, ProgressSink& progress,
                                       const ScoringOptions& scoring = {});

/// Evaluations of one model on several sets as one; the sets become strata of every statistic.
/// Errors: stopped, classCountMismatch, contract (no evaluation, or unlike kinds of masks).
Result<Evaluation> joinEvaluations(std::vector<Evaluation> sets, const ScoringOptions& scoring, StopToken stop,
                                   ProgressSink& progress);

}  // namespace ssa
