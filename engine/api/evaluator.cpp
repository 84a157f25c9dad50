#include "engine/api/evaluator.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <set>
#include <utility>

#include "engine/image/read.h"

namespace ssa {
namespace {

MaskScores emptyScores(std::string masks, int classes) {
  return {std::move(masks), ConfusionMatrix(classes), {}, ImageMeans(classes), {}};
}

Result<void> addImage(MaskScores& scores, const LabelMap& predicted, const LabelMap& truth) {
  ConfusionMatrix ofOneImage(scores.confusion.classes());
  SSA_TRY(ofOneImage.add(predicted, truth));
  scores.confusion.add(ofOneImage);
  scores.imageMeans.add(computeScores(ofOneImage));
  return {};
}

void finish(Evaluation& evaluation) {
  for (MaskScores& scores : evaluation.scores) {
    scores.pooled = computeScores(scores.confusion);
    if (scores.outside.empty()) continue;
    std::int64_t pixels = 0;
    std::string ids;
    for (const auto& [id, count] : scores.outside) {
      pixels += count;
      ids += (ids.empty() ? "" : ", ") + std::to_string(id);
    }
    evaluation.warnings.push_back({WarningCode::idsOutsideTable,
                                   {{"path", evaluation.provenance.image}, {"pixels", std::to_string(pixels)}, {"ids", ids}}});
  }
}

/// Concerns the run, not one file of it.
bool endsRun(ErrorCode code) {
  switch (code) {
    case ErrorCode::stopped:
    case ErrorCode::outOfMemory:
    case ErrorCode::deviceFault:
    case ErrorCode::deviceUnavailable:
    case ErrorCode::contract:
    case ErrorCode::internal:
      return true;
    default:
      return false;
  }
}

std::string utcNow() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text, length};
}

Error withPath(Error error, const std::filesystem::path& path) {
  if (error.arg("path").empty()) error.args.emplace_back("path", path.string());
  return error;
}

/// Walks the samples, leaving out those that `score` cannot use.
template <class Score>
Result<void> scoreAll(Evaluation& evaluation, const std::vector<DatasetSample>& samples, const StopToken& stop,
                      ProgressSink& progress, Score score) {
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (stop.stop_requested()) return ErrorCode::stopped;
    progress.report(static_cast<double>(i) / static_cast<double>(samples.size()), "evaluate");
    if (Result<void> done = score(samples[i]); done) {
      ++evaluation.images;
    } else if (endsRun(done.error().code)) {
      return done;
    } else {
      Error error = withPath(done.error(), samples[i].image);
      evaluation.skipped.push_back({std::string(error.arg("path")), std::move(error)});
    }
  }
  progress.report(1.0, "evaluate");
  if (evaluation.images == 0 && !evaluation.skipped.empty()) return evaluation.skipped.front().error;
  finish(evaluation);
  return {};
}

/// `x.overlay` is a by-product of the mask `x`, not a mask without truth.
bool isByProduct(const std::string& name, const std::set<std::string>& masks) {
  const std::size_t dot = name.rfind('.');
  return dot != std::string::npos && masks.count(name.substr(0, dot)) > 0;
}

}  // namespace

Result<Evaluation> evaluateModel(const Model& model, const Dataset& dataset, const EvaluateOptions& options, StopToken stop,
                                 ProgressSink& progress) {
  const ModelConfig& config = model.info().config;
  Evaluation evaluation;
  evaluation.labels = options.labels.value_or(config.labels);
  if (evaluation.labels.count() != config.num_classes)
    return Error(ErrorCode::classCountMismatch, {{"path", model.info().path.string()},
                                                 {"found", std::to_string(evaluation.labels.count())},
                                                 {"expected", std::to_string(config.num_classes)}});
  evaluation.truth = dataset.root.string();
  evaluation.split = dataset.split;
  evaluation.scores.push_back(emptyScores("refined", config.num_classes));
  const bool coarse = options.coarse && config.classifier == ClassifierKind::ssa;
  if (coarse) evaluation.scores.push_back(emptyScores("coarse", config.num_classes));
  if (!config.trained) evaluation.warnings.push_back({WarningCode::untrained, {}});

  PredictOptions predictOptions = options.predict;
  predictOptions.scores = false;
  predictOptions.arrays = false;
  std::set<std::string> told;
  NoProgress quiet;
  const auto score = [&](const DatasetSample& sample) -> Result<void> {
    auto picture = readImage(sample.image);
    if (!picture) return std::move(picture).error();
    auto truth = readTruth(sample.mask, evaluation.labels, dataset.ignoredIds);
    if (!truth) return std::move(truth).error();
    if (truth->value.size() != picture->value.image.size()) {
      const auto text = [](Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); };
      return Error(ErrorCode::sizeMismatch, {{"path", sample.mask.string()},
                                             {"found", text(truth->value.size())},
                                             {"expected", text(picture->value.image.size())}});
    }
    auto prediction = predict(model, picture->value.image, sample.image.string(), predictOptions, stop, quiet);
    if (!prediction) return std::move(prediction).error();
    for (Warning& warning : prediction->warnings)
      if (told.insert(warning.toString()).second) evaluation.warnings.push_back(std::move(warning));
    if (evaluation.images == 0) evaluation.provenance = std::move(prediction->provenance);
    SSA_TRY(addImage(evaluation.scores[0], prediction->refined, truth->value));
    if (coarse) SSA_TRY(addImage(evaluation.scores[1], prediction->coarse, truth->value));
    return {};
  };
  SSA_TRY(scoreAll(evaluation, dataset.samples, stop, progress, score));
  evaluation.provenance.image = dataset.root.string();
  return evaluation;
}

Result<Evaluation> evaluatePredictions(const std::filesystem::path& predictions, const std::filesystem::path& truth,
                                       const LabelSet& labels, StopToken stop, ProgressSink& progress) {
  auto pairs = pairFolders(predictions, truth, stop);
  if (!pairs) return std::move(pairs).error();
  Evaluation evaluation;
  evaluation.labels = labels;
  evaluation.truth = truth.string();
  evaluation.provenance.program = "SSA Studio " SSA_VERSION;
  evaluation.provenance.image = predictions.string();
  evaluation.provenance.created = utcNow();
  evaluation.scores.push_back(emptyScores("predictions", labels.count()));

  std::set<std::string> masks;
  for (const DatasetSample& pair : pairs->value.samples) masks.insert(pair.name);
  for (Warning& warning : pairs->warnings) {
    const std::filesystem::path path = std::string(Error(ErrorCode::internal, warning.args).arg("path"));
    if (!isByProduct(path.lexically_relative(predictions).replace_extension().generic_string(), masks))
      evaluation.warnings.push_back(std::move(warning));
  }

  const auto score = [&](const DatasetSample& pair) -> Result<void> {
    auto expected = readTruth(pair.mask, labels, {});
    if (!expected) return std::move(expected).error();
    auto predicted = readPredicted(pair.image, labels.count());
    if (!predicted) return std::move(predicted).error();
    MaskScores& scores = evaluation.scores[0];
    SSA_TRY(addImage(scores, predicted->value.labels, expected->value));
    for (const auto& [id, pixels] : predicted->value.outside) scores.outside[id] += pixels;
    return {};
  };
  SSA_TRY(scoreAll(evaluation, pairs->value.samples, stop, progress, score));
  return evaluation;
}

}  // namespace ssa
