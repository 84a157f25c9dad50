#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>

#include "app/cli/comparison_text.h"
#include "app/cli/labels_option.h"
#include "app/cli/option_flags.h"
#include "app/cli/verb.h"
#include "engine/api/comparison.h"
#include "engine/api/comparison_report.h"
#include "engine/api/evaluation_report.h"
#include "engine/api/evaluator.h"
#include "engine/api/model.h"
#include "engine/core/safe_file.h"
#include "engine/datasets/dataset.h"

namespace ssa::cli {
namespace {

/// Evaluations by model (baseline first where there is one), then by input scale.
using Evaluations = std::vector<std::vector<Evaluation>>;

class EvaluateVerb final : public Verb {
 public:
  std::string name() const override { return "evaluate"; }
  std::string summary() const override { return "Score a model, or finished masks, against truth, or against another"; }

  void declare(CLI::App& app) override {
    CLI::Option* model = app.add_option("--model", model_, "Model folder or checkpoint");
    app.add_option("--baseline", baseline_,
                   "Model to compare with on the same images; with --predictions a folder of its finished masks");
    CLI::Option* data =
        app.add_option("--data", data_, "Data set: a known layout, or folders of images and masks; several are scored together")
            ->needs(model)
            ->allow_extra_args(false);
    app.add_option("--split", splits_, "Split of the data set, such as val; one for all, or one for each --data")
        ->needs(data)
        ->allow_extra_args(false);
    CLI::Option* images =
        app.add_option("--images", images_, "Folder of pictures, in place of --data")->needs(model)->excludes(data);
    CLI::Option* masks = app.add_option("--masks", masks_, "Folder of their truth masks")->needs(images);
    images->needs(masks);
    app.add_flag("--coarse", options_.coarse, "Also score the coarse masks of an SSA model")->needs(model);
    app.add_option("--device", device_, "auto, cpu or cuda:N")->capture_default_str()->needs(model);
    CLI::Option* predictions = app.add_option("--predictions", predictions_, "Folder of finished index masks")->excludes(model);
    CLI::Option* truth = app.add_option("--truth", truth_, "Folder of truth masks of the same names")->needs(predictions);
    predictions->needs(truth);
    app.add_option("--labels", labels_, labelsHelp());
    app.add_option("--csv", csv_, "Also write the table (with --baseline: the comparison) to this file")->type_name("FILE");
    declareScoring(app);
    FlagVisitor flags(app);
    describe(flags, options_.predict);
    app.add_option("--scale-list", options_.scaleList, "Input scales, each scored by itself; the best is named, comma-separated")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::Range(0.25F, 4.0F))
        ->needs(model)
        ->excludes(app.get_option("--scales"));
    app.footer(
        "Figures are per cent. `over all pixels` is mmseg's mIoU; `averaged over images` weighs every picture the same. A\n"
        "predicted id outside the label table counts as wrong and is reported; truth 255 counts for nothing. Intervals are\n"
        "bootstrap percentiles over images; p is a paired permutation test of the difference of mIoU. A band of d pixels is\n"
        "what lies within d steps (also diagonal) of another class: boundary IoU compares the bands of truth and mask,\n"
        "trimap IoU all pixels of the truth's band, boundary F the contours found within d.\n\nExamples:\n"
        "  ssaseg evaluate --model street.pth --data CamVid --split val\n"
        "  ssaseg evaluate --model ssa.pth --baseline plain.pth --data CamVid --split val --boundary 1,2,3,5,8,12\n"
        "  ssaseg evaluate --model ssa.pth --baseline plain.pth --data CamVid --split val --scale-list 0.5,0.75,1,1.25\n"
        "  ssaseg evaluate --model models/street --images photos --masks truth --labels camvid11 --coarse\n"
        "  ssaseg evaluate --predictions masks --truth CamVid/valannot --labels camvid11 --csv scores.csv");
  }

  int run(Console& console, StopToken stop) override {
    std::optional<LabelSet> labels;
    if (!labels_.empty()) {
      auto resolved = resolveLabels(labels_);
      if (!resolved) return console.fail(resolved.error());
      labels = std::move(*resolved);
    }
    console.startProgress("evaluate");
    auto evaluations =
        predictions_.empty() ? scoreModels(console, std::move(labels), stop) : scorePredictions(console, labels, stop);
    if (!evaluations) {
      console.endProgress();
      return console.fail(evaluations.error());
    }
    auto comparisons = compare(console, *evaluations, stop);
    console.endProgress();
    if (!comparisons) return console.fail(comparisons.error());
    return show(console, *evaluations, *comparisons);
  }

 private:
  void declareScoring(CLI::App& app) {
    ScoringOptions& scoring = options_.scoring;
    app.add_option("--boundary", scoring.boundaryWidths_px, "Boundary scores at these band widths in pixels, comma-separated")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::Range(1, 1000));
    app.add_option("--hold-out", scoring.prefixes, "Only images whose name begins with one of these, comma-separated")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("--worse", worse_, "How many of the images that got worse are listed")
        ->check(CLI::Range(0, 1000000))
        ->capture_default_str();
    app.add_option_function<std::string>(
           "--order", [this](const std::string& by) { order_ = by == "accuracy" ? ImageOrder::accuracy : ImageOrder::meanIoU; },
           "What an image got worse by: its own mIoU, or its share of right pixels")
        ->check(CLI::IsMember({"mIoU", "accuracy"}))
        ->default_str("mIoU");
    FlagVisitor flags(app, "Statistics");
    describe(flags, scoring.statistics);
  }

  Result<std::vector<Loaded<Dataset>>> openSets(const StopToken& stop) const {
    std::vector<Loaded<Dataset>> sets;
    if (data_.empty()) {
      if (images_.empty())
        return Error(ErrorCode::badOption, {{"option", "data"}, {"expected", "a data set, or --images with --masks"}});
      auto set = pairFolders(images_, masks_, stop);
      if (!set) return std::move(set).error();
      sets.push_back(std::move(*set));
      return sets;
    }
    if (splits_.size() > 1 && splits_.size() != data_.size())
      return Error(ErrorCode::badOption, {{"option", "split"}, {"expected", "one split, or one for each data set"}});
    for (std::size_t i = 0; i < data_.size(); ++i) {
      auto set = openDataset(data_[i], splits_.empty() ? "" : splits_[splits_.size() == 1 ? 0 : i], stop);
      if (!set) return std::move(set).error();
      sets.push_back(std::move(*set));
    }
    return sets;
  }

  Result<Evaluations> scoreModels(Console& console, std::optional<LabelSet> labels, const StopToken& stop) {
    if (model_.empty())
      return Error(ErrorCode::badOption,
                   {{"option", "model"}, {"expected", "a model with --data, or --predictions with --truth"}});
    auto sets = openSets(stop);
    if (!sets) return std::move(sets).error();

    OpenModelOptions open;
    open.device = device_;
    open.labels = labels;
    options_.labels = std::move(labels);
    std::vector<std::shared_ptr<const Model>> models;
    Warnings warnings;
    for (const std::string& path : {baseline_, model_}) {
      if (path.empty()) continue;
      auto model = openModel(path, open, stop, &console);
      if (!model) return std::move(model).error();
      models.push_back(std::move(model->value));
      warnings.insert(warnings.end(), model->warnings.begin(), model->warnings.end());
    }
    std::vector<const Model*> pointers;
    for (const auto& model : models) pointers.push_back(model.get());

    std::vector<Evaluations> bySet;
    for (Loaded<Dataset>& set : *sets) {
      warnings.insert(warnings.end(), set.warnings.begin(), set.warnings.end());
      auto evaluations = evaluateModels(pointers, set.value, options_, stop, console);
      if (!evaluations) return std::move(evaluations).error();
      bySet.push_back(std::move(*evaluations));
    }
    auto joined = join(console, std::move(bySet), stop);
    if (!joined) return joined;
    Warnings& first = joined->front().front().warnings;
    first.insert(first.begin(), warnings.begin(), warnings.end());
    return joined;
  }

  Result<Evaluations> join(Console& console, std::vector<Evaluations> bySet, const StopToken& stop) const {
    if (bySet.size() == 1) return std::move(bySet.front());
    Evaluations joined(bySet.front().size());
    for (std::size_t model = 0; model < joined.size(); ++model) {
      for (std::size_t scale = 0; scale < bySet.front()[model].size(); ++scale) {
        std::vector<Evaluation> parts;
        for (Evaluations& set : bySet) parts.push_back(std::move(set[model][scale]));
        auto one = joinEvaluations(std::move(parts), options_.scoring, stop, console);
        if (!one) return std::move(one).error();
        joined[model].push_back(std::move(*one));
      }
    }
    return joined;
  }

  Result<Evaluations> scorePredictions(Console& console, const std::optional<LabelSet>& labels, const StopToken& stop) const {
    if (!labels)
      return Error(ErrorCode::badOption, {{"option", "labels"}, {"expected", "the label table of the masks, such as camvid11"}});
    Evaluations evaluations;
    for (const std::string& folder : {baseline_, predictions_}) {
      if (folder.empty()) continue;
      auto evaluation = evaluatePredictions(folder, truth_, *labels, stop, console, options_.scoring);
      if (!evaluation) return std::move(evaluation).error();
      evaluations.push_back({std::move(*evaluation)});
    }
    return evaluations;
  }

  /// Baseline against model at every scale; with --coarse also baseline against coarse, and coarse against refined.
  Result<std::vector<Comparison>> compare(Console& console, const Evaluations& evaluations, const StopToken& stop) const {
    std::vector<Comparison> comparisons;
    if (evaluations.size() < 2) return comparisons;
    CompareOptions options;
    options.order = order_;
    options.statistics = options_.scoring.statistics;
    const auto add = [&](const Evaluation& first, const char* firstMasks, const Evaluation& second,
                         const char* secondMasks) -> Result<void> {
      options.firstMasks = firstMasks;
      options.secondMasks = secondMasks;
      auto comparison = compareEvaluations(first, second, options, stop, console);
      if (!comparison) return std::move(comparison).error();
      comparisons.push_back(std::move(*comparison));
      return {};
    };
    for (std::size_t scale = 0; scale < evaluations[1].size(); ++scale) {
      const Evaluation &baseline = evaluations[0][scale], &model = evaluations[1][scale];
      SSA_TRY(add(baseline, "", model, ""));
      if (!model.find("coarse")) continue;
      SSA_TRY(add(baseline, "", model, "coarse"));
      SSA_TRY(add(model, "coarse", model, "refined"));
    }
    return comparisons;
  }

  int show(Console& console, const Evaluations& evaluations, const std::vector<Comparison>& comparisons) const {
    std::vector<Evaluation> all;
    for (const std::vector<Evaluation>& ofModel : evaluations) {
      all.insert(all.end(), ofModel.begin(), ofModel.end());
      for (const Evaluation& evaluation : ofModel) console.warn(evaluation.warnings);
    }
    const std::vector<SkippedSample>& skipped = all.front().skipped;
    for (const SkippedSample& sample : skipped) console.complain(sample.error);
    if (!csv_.empty())
      if (auto written = writeFile(csv_, comparisons.empty() ? toCsv(all) : toCsv(comparisons)); !written)
        return console.fail(written.error());

    if (comparisons.empty())
      for (const Evaluation& evaluation : all) console.printText(ssa::toText(evaluation));
    const bool scales = !options_.scaleList.empty();
    const ScaleTable table = compareScales(evaluations);
    if (scales) {
      std::vector<std::string> titles;
      for (const auto& ofModel : evaluations) titles.push_back(ofModel.front().provenance.modelTitle);
      console.printText(toText(table, titles));
    }
    const double level = options_.scoring.statistics.level;
    for (const Comparison& comparison : comparisons) {
      const bool shown = !comparison.scale || !table.common || *comparison.scale == table.scales[*table.common];
      if (shown)
        console.printText(toText(comparison, level, worse_));
      else
        console.printText("Input scale " + fixed(*comparison.scale, 2) + ", " + comparison.secondTitle + " against " +
                          comparison.firstTitle + ": " + verdictText(comparison, level) + '\n');
    }
    console.printJson(document(all, comparisons, scales ? &table : nullptr));
    if (skipped.empty()) return kExitDone;
    console.note(std::to_string(skipped.size()) + " pairs were left out of the figures.");
    return kExitFailed;
  }

  /// One evaluation is the document itself.
  static Json document(const std::vector<Evaluation>& evaluations, const std::vector<Comparison>& comparisons,
                       const ScaleTable* table) {
    if (evaluations.size() == 1 && !table) return Json::parse(ssa::toJson(evaluations.front()));
    Json object = Json::object();
    for (const Evaluation& evaluation : evaluations) object["evaluations"].push_back(Json::parse(ssa::toJson(evaluation)));
    if (table) object["scales"] = Json::parse(ssa::toJson(*table));
    for (const Comparison& comparison : comparisons) object["comparisons"].push_back(Json::parse(ssa::toJson(comparison)));
    return object;
  }

  std::string model_, baseline_, images_, masks_, predictions_, truth_, labels_, csv_;
  std::vector<std::string> data_, splits_;
  std::string device_ = "auto";
  int worse_ = 10;
  ImageOrder order_ = ImageOrder::meanIoU;
  EvaluateOptions options_;
};

}  // namespace

std::unique_ptr<Verb> makeEvaluateVerb() { return std::make_unique<EvaluateVerb>(); }

}  // namespace ssa::cli
