#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/model.h"
#include "engine/api/predictor.h"
#include "engine/core/label_set.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/dataset.h"
#include "engine/metrics/confusion_matrix.h"
#include "engine/metrics/iou.h"

namespace ssa {

/// How a model is scored.
struct EvaluateOptions {
  PredictOptions predict;
  bool coarse = false;             ///< also score conv_seg's mask of the same pass (SSA only)
  std::optional<LabelSet> labels;  ///< how truth masks are read; the model's table unless given
};

/// Scores of one kind of mask over a set.
struct MaskScores {
  std::string masks;  ///< `refined`, `coarse` or `predictions`
  ConfusionMatrix confusion;
  Scores pooled;                        ///< over all pixels: mmseg's pooling
  ImageMeans imageMeans;                ///< averaged over pictures
  std::map<int, std::int64_t> outside;  ///< pixels per predicted id outside the table, also where truth is void
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
  std::int64_t images = 0;             ///< pictures that were scored
  std::vector<SkippedSample> skipped;  ///< unreadable or unfit pairs
  Warnings warnings;
  Provenance provenance;
};

/// Predicts and scores every pair, one at a time. A pair that cannot be read is skipped and named; what
/// concerns every pair ends the run. Errors: stopped, outOfMemory, deviceFault, contract,
/// classCountMismatch (label table against model), and the first pair's error when no pair could be scored.
Result<Evaluation> evaluateModel(const Model& model, const Dataset& dataset, const EvaluateOptions& options, StopToken stop,
                                 ProgressSink& progress);

/// Scores finished index masks against truth masks of the same relative name. Predicted ids are class ids
/// of `labels`; an id outside the table is wrong and counted in MaskScores::outside. Files such as
/// `x.overlay.png` beside a mask `x.png` are not masks and are passed over.
/// Errors: those of listImages, folderEmpty (no pair), stopped.
Result<Evaluation> evaluatePredictions(const std::filesystem::path& predictions, const std::filesystem::path& truth,
                                       const LabelSet& labels, StopToken stop, ProgressSink& progress);

}  // namespace ssa
