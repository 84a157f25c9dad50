#include <CLI/CLI.hpp>
#include <string>

#include "app/cli/labels_option.h"
#include "app/cli/option_flags.h"
#include "app/cli/verb.h"
#include "engine/api/evaluation_report.h"
#include "engine/api/evaluator.h"
#include "engine/api/model.h"
#include "engine/core/safe_file.h"
#include "engine/datasets/dataset.h"

namespace ssa::cli {
namespace {

class EvaluateVerb final : public Verb {
 public:
  std::string name() const override { return "evaluate"; }
  std::string summary() const override { return "Score a model, or finished masks, against truth"; }

  void declare(CLI::App& app) override {
    CLI::Option* model = app.add_option("--model", model_, "Model folder or checkpoint");
    CLI::Option* data = app.add_option("--data", data_, "Data set: CamVid layout, or folders of images and masks")->needs(model);
    app.add_option("--split", split_, "Split of the data set, such as val")->needs(data);
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
    app.add_option("--csv", csv_, "Also write the table to this file")->type_name("FILE");
    FlagVisitor flags(app);
    describe(flags, options_.predict);
    app.footer(
        "Figures are per cent. `over all pixels` is mmseg's mIoU; `averaged over images` weighs every picture the same. A\n"
        "predicted id outside the label table counts as wrong and is reported; truth 255 counts for nothing.\n\nExamples:\n"
        "  ssaseg evaluate --model street.pth --data CamVid --split val\n"
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
    auto evaluation =
        predictions_.empty() ? scoreModel(console, std::move(labels), stop) : scorePredictions(console, labels, stop);
    console.endProgress();
    if (!evaluation) return console.fail(evaluation.error());
    return show(console, *evaluation);
  }

 private:
  Result<Evaluation> scoreModel(Console& console, std::optional<LabelSet> labels, const StopToken& stop) {
    if (model_.empty())
      return Error(ErrorCode::badOption,
                   {{"option", "model"}, {"expected", "a model with --data, or --predictions with --truth"}});
    if (data_.empty() && images_.empty())
      return Error(ErrorCode::badOption, {{"option", "data"}, {"expected", "a data set, or --images with --masks"}});
    auto dataset = data_.empty() ? pairFolders(images_, masks_, stop) : openDataset(data_, split_, stop);
    if (!dataset) return std::move(dataset).error();
    OpenModelOptions open;
    open.device = device_;
    open.labels = labels;
    auto model = openModel(model_, open, stop, &console);
    if (!model) return std::move(model).error();
    options_.labels = std::move(labels);
    console.startProgress("evaluate");
    auto evaluation = evaluateModel(*model->value, dataset->value, options_, stop, console);
    if (!evaluation) return evaluation;
    Warnings& warnings = evaluation->warnings;
    warnings.insert(warnings.begin(), dataset->warnings.begin(), dataset->warnings.end());
    warnings.insert(warnings.begin(), model->warnings.begin(), model->warnings.end());
    return evaluation;
  }

  Result<Evaluation> scorePredictions(Console& console, const std::optional<LabelSet>& labels, const StopToken& stop) const {
    if (!labels)
      return Error(ErrorCode::badOption, {{"option", "labels"}, {"expected", "the label table of the masks, such as camvid11"}});
    console.startProgress("evaluate");
    return evaluatePredictions(predictions_, truth_, *labels, stop, console);
  }

  int show(Console& console, const Evaluation& evaluation) const {
    console.warn(evaluation.warnings);
    for (const SkippedSample& sample : evaluation.skipped) console.complain(sample.error);
    if (!csv_.empty())
      if (auto written = writeFile(csv_, toCsv(evaluation)); !written) return console.fail(written.error());
    console.printText(toText(evaluation));
    console.printJson(Json::parse(ssa::toJson(evaluation)));
    if (evaluation.skipped.empty()) return kExitDone;
    console.note(std::to_string(evaluation.skipped.size()) + " pairs were left out of the figures.");
    return kExitFailed;
  }

  std::string model_, data_, split_, images_, masks_, predictions_, truth_, labels_, csv_;
  std::string device_ = "auto";
  EvaluateOptions options_;
};

}  // namespace

std::unique_ptr<Verb> makeEvaluateVerb() { return std::make_unique<EvaluateVerb>(); }

}  // namespace ssa::cli
