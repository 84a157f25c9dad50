#include "engine/api/evaluator.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <ctime>
#include <set>
#include <string_view>
#include <utility>

#include "engine/core/run_errors.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

/// The last step: figures, and one warning for all ids outside the table.
Result<void> finish(Evaluation& evaluation, const ScoringOptions& scoring, const StopToken& stop) {
  NoProgress quiet;
  for (MaskScores& scores : evaluation.scores) {
    SSA_TRY(summarise(scores, scoring, stop, quiet));
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
  return {};
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

/// What a walk over the samples left.
struct Walked {
  std::int64_t images = 0;
  std::vector<SkippedSample> skipped;
};

/// Walks the samples whose names are wanted, leaving out those that `score` cannot use.
template <class Score>
Result<Walked> scoreAll(const std::vector<DatasetSample>& samples, const ScoringOptions& scoring, const std::string& where,
                        const StopToken& stop, ProgressSink& progress, Score score) {
  SSA_TRY(checkOptions(scoring));
  std::vector<const DatasetSample*> wanted;
  for (const DatasetSample& sample : samples) {
    const auto begins = [&](const std::string& prefix) { return sample.name.starts_with(prefix); };
    if (scoring.prefixes.empty() || std::any_of(scoring.prefixes.begin(), scoring.prefixes.end(), begins))
      wanted.push_back(&sample);
  }
  if (wanted.empty() && !samples.empty()) {
    std::string prefixes;
    for (const std::string& prefix : scoring.prefixes) prefixes += (prefixes.empty() ? "" : ", ") + prefix;
    return Error(ErrorCode::folderEmpty, {{"path", where}, {"wanted", prefixes}});
  }
  Walked walked;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (stop.stop_requested()) return ErrorCode::stopped;
    progress.report(static_cast<double>(i) / static_cast<double>(wanted.size()), "evaluate");
    if (Result<void> done = score(*wanted[i]); done) {
      ++walked.images;
    } else if (concernsWholeRun(done.error().code)) {
      return done.error();
    } else {
      Error error = withPath(done.error(), wanted[i]->image);
      walked.skipped.push_back({std::string(error.arg("path")), std::move(error)});
    }
  }
  progress.report(1.0, "evaluate");
  if (walked.images == 0 && !walked.skipped.empty()) return walked.skipped.front().error;
  return walked;
}

/// Counts of one picture that are added once every model has done its part.
struct PendingTally {
  MaskScores* scores;
  ImageTally image;
};

bool isNumbered(const LabelSet& labels) {
  return std::equal(labels.classes.begin(), labels.classes.end(), LabelSet::numbered(labels.count()).classes.begin(),
                    [](const LabelClass& a, const LabelClass& b) { return a.name == b.name; });
}

/// Files write `Sky` and `SignSymbol` where the shipped table says `sky` and `sign/symbol`: letters and digits count.
std::string plainName(const std::string& name) {
  std::string plain;
  for (const char c : name)
    if (std::isalnum(static_cast<unsigned char>(c))) plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return plain.empty() ? name : plain;
}

/// The table truth is read by: the one given, else the models' own if they agree. A table of mere numbers agrees with any.
Result<LabelSet> commonLabels(std::span<const Model* const> models, const EvaluateOptions& options) {
  LabelSet labels = options.labels.value_or(models.front()->info().config.labels);
  for (const Model* model : models) {
    const ModelConfig& config = model->info().config;
    if (labels.count() != config.num_classes)
      return Error(ErrorCode::classCountMismatch, {{"path", model->info().path.string()},
                                                   {"found", std::to_string(labels.count())},
                                                   {"expected", std::to_string(config.num_classes)}});
    if (options.labels || isNumbered(config.labels)) continue;
    if (isNumbered(labels)) labels = config.labels;
    for (std::size_t id = 0; id < labels.classes.size(); ++id)
      if (plainName(labels.classes[id].name) != plainName(config.labels.classes[id].name))
        return Error(ErrorCode::badOption, {{"option", "labels"},
                                            {"value", labels.classes[id].name + " / " + config.labels.classes[id].name},
                                            {"expected", "models of one label table, or the table of both"}});
  }
  return labels;
}

/// `x.overlay` is a by-product of the mask `x`, not a mask without truth.
bool isByProduct(const std::string& name, const std::set<std::string>& masks) {
  const std::size_t dot = name.rfind('.');
  return dot != std::string::npos && masks.count(name.substr(0, dot)) > 0;
}

}  // namespace

const MaskScores* Evaluation::find(std::string_view masks) const {
  for (const MaskScores& one : scores)
    if (one.masks == masks) return &one;
  return nullptr;
}

Result<Evaluation> evaluateModel(const Model& model, const Dataset& dataset, const EvaluateOptions& options, StopToken stop,
                                 ProgressSink& progress) {
  if (!options.scaleList.empty()) return Error(ErrorCode::contract, {{"reason", "evaluateModel: a list of scales"}});
  const Model* const models[] = {&model};
  auto evaluations = evaluateModels(models, dataset, options, stop, progress);
  if (!evaluations) return std::move(evaluations).error();
  return std::move(evaluations->front().front());
}

Result<std::vector<std::vector<Evaluation>>> evaluateModels(std::span<const Model* const> models, const Dataset& dataset,
                                                            const EvaluateOptions& options, StopToken stop,
                                                            ProgressSink& progress) {
  auto labels = commonLabels(models, options);
  if (!labels) return std::move(labels).error();
  const LabelSet truthTable = tableFor(dataset, *labels);
  const int classes = labels->count();
  const std::size_t scales = std::max<std::size_t>(1, options.scaleList.size());

  std::vector<std::vector<Evaluation>> evaluations(models.size());
  for (std::size_t m = 0; m < models.size(); ++m) {
    const ModelConfig& config = models[m]->info().config;
    Evaluation empty;
    empty.labels = *labels;
    empty.truth = dataset.root.string();
    empty.split = dataset.split;
    empty.scores.push_back(emptyScores("refined", classes));
    if (options.coarse && config.classifier == ClassifierKind::ssa) empty.scores.push_back(emptyScores("coarse", classes));
    if (!config.trained) empty.warnings.push_back({WarningCode::untrained, {}});
    evaluations[m].assign(scales, empty);
    for (std::size_t s = 0; s < options.scaleList.size(); ++s) evaluations[m][s].scale = options.scaleList[s];
  }

  PredictOptions predictOptions = options.predict;
  predictOptions.scores = false;
  predictOptions.arrays = false;
  std::set<std::pair<const Model*, std::string>> told;
  NoProgress quiet;
  const auto score = [&](const DatasetSample& sample) -> Result<void> {
    auto picture = readImage(sample.image);
    if (!picture) return std::move(picture).error();
    auto truth = readTruth(sample.mask, truthTable, dataset.ignoredIds);
    if (!truth) return std::move(truth).error();
    if (truth->value.size() != picture->value.image.size()) {
      const auto text = [](Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); };
      return Error(ErrorCode::sizeMismatch, {{"path", sample.mask.string()},
                                             {"found", text(truth->value.size())},
                                             {"expected", text(picture->value.image.size())}});
    }
    const ImageScorer scorer(sample, truth->value, classes, options.scoring.boundaryWidths_px);
    std::vector<PendingTally> pending;
    for (std::size_t m = 0; m < models.size(); ++m) {
      for (Evaluation& evaluation : evaluations[m]) {
        if (evaluation.scale) predictOptions.scales = {*evaluation.scale};
        auto prediction = predict(*models[m], picture->value.image, sample.image.string(), predictOptions, stop, quiet);
        if (!prediction) return std::move(prediction).error();
        for (Warning& warning : prediction->warnings)
          if (told.emplace(models[m], warning.toString()).second) evaluation.warnings.push_back(std::move(warning));
        if (evaluation.scores.front().images.empty()) evaluation.provenance = std::move(prediction->provenance);
        for (MaskScores& scores : evaluation.scores) {
          auto tally = scorer.score(scores.masks == "coarse" ? prediction->coarse : prediction->refined);
          if (!tally) return std::move(tally).error();
          pending.push_back({&scores, std::move(*tally)});
        }
      }
    }
    for (PendingTally& one : pending) one.scores->images.push_back(std::move(one.image));
    return {};
  };
  const auto walked = scoreAll(dataset.samples, options.scoring, dataset.root.string(), stop, progress, score);
  if (!walked) return walked.error();
  for (std::vector<Evaluation>& ofModel : evaluations) {
    for (Evaluation& evaluation : ofModel) {
      evaluation.images = walked->images;
      evaluation.skipped = walked->skipped;
      evaluation.provenance.image = dataset.root.string();
      SSA_TRY(finish(evaluation, options.scoring, stop));
    }
  }
  return evaluations;
}

Result<Evaluation> evaluatePredictions(const std::filesystem::path& predictions, const std::filesystem::path& truth,
                                       const LabelSet& labels, StopToken stop, ProgressSink& progress,
                                       const ScoringOptions& scoring) {
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
    auto tally = ImageScorer(pair, expected->value, labels.count(), scoring.boundaryWidths_px).score(predicted->value.labels);
    if (!tally) return std::move(tally).error();
    MaskScores& scores = evaluation.scores[0];
    scores.images.push_back(std::move(*tally));
    for (const auto& [id, pixels] : predicted->value.outside) scores.outside[id] += pixels;
    return {};
  };
  auto walked = scoreAll(pairs->value.samples, scoring, truth.string(), stop, progress, score);
  if (!walked) return std::move(walked).error();
  evaluation.images = walked->images;
  evaluation.skipped = std::move(walked->skipped);
  SSA_TRY(finish(evaluation, scoring, stop));
  return evaluation;
}

Result<Evaluation> joinEvaluations(std::vector<Evaluation> sets, const ScoringOptions& scoring, StopToken stop,
                                   ProgressSink& progress) {
  if (sets.empty()) return Error(ErrorCode::contract, {{"reason", "joinEvaluations: nothing to join"}});
  Evaluation joined = std::move(sets.front());
  for (std::size_t s = 1; s < sets.size(); ++s) {
    Evaluation& more = sets[s];
    if (more.labels.count() != joined.labels.count())
      return Error(ErrorCode::classCountMismatch, {{"path", more.truth},
                                                   {"found", std::to_string(more.labels.count())},
                                                   {"expected", std::to_string(joined.labels.count())}});
    for (MaskScores& scores : joined.scores) {
      const MaskScores* other = more.find(scores.masks);
      if (!other) return Error(ErrorCode::contract, {{"reason", "joinEvaluations: no masks " + scores.masks}});
      for (const auto& [id, pixels] : other->outside) scores.outside[id] += pixels;
      for (ImageTally image : other->images) {
        image.set = static_cast<int>(s);
        scores.images.push_back(std::move(image));
      }
    }
    joined.truth += "; " + more.truth;
    joined.split += "; " + more.split;
    joined.images += more.images;
    joined.skipped.insert(joined.skipped.end(), more.skipped.begin(), more.skipped.end());
    joined.warnings.insert(joined.warnings.end(), more.warnings.begin(), more.warnings.end());
  }
  for (MaskScores& scores : joined.scores) SSA_TRY(summarise(scores, scoring, stop, progress));
  return joined;
}

}  // namespace ssa
