#include "app/cli/study_run.h"

#include <CLI/CLI.hpp>

#include "app/cli/labels_option.h"
#include "app/cli/option_flags.h"

namespace ssa::cli {

void StudyRun::declare(CLI::App& app) {
  app_ = &app;
  input_.declare(app, AnalyseInput::Takes::pictureOrSet);
  CLI::Option* baseline = app.add_option("--baseline", baseline_, "Model to compare with: it is the first side");
  app.add_flag("--coarse", coarse_, "Compare the coarse mask of an SSA model (first) with its output")->excludes(baseline);
  app.add_option("--hold-out", options_.prefixes, "Only images whose name begins with one of these, comma-separated")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--labels", labels_, labelsHelp());
  FlagVisitor flags(app, "Statistics");
  describe(flags, options_.statistics);
  app.remove_option(app.get_option("--permutations"));
}

Result<Dataset> StudyRun::pictures(Console& console, const StopToken& stop) const {
  if (input_.isSet()) return input_.set(console, stop);
  const auto truth = app_->get_option("--truth")->as<std::string>();
  if (truth.empty())
    return Error(ErrorCode::badOption, {{"option", "truth"}, {"value", ""}, {"expected", "the picture's truth mask"}});
  Dataset one;
  one.root = std::filesystem::path(input_.image()).parent_path();
  one.samples.push_back({std::filesystem::path(input_.image()).stem().string(), input_.image(), truth});
  return one;
}

Result<ErrorStudy> StudyRun::study(Console& console, const StopToken& stop) {
  if (!labels_.empty()) {
    auto labels = resolveLabels(labels_);
    if (!labels) return std::move(labels).error();
    options_.labels = std::move(*labels);
  }
  auto set = pictures(console, stop);
  if (!set) return std::move(set).error();
  auto model = input_.model(console, stop);
  if (!model) return std::move(model).error();
  std::shared_ptr<const Model> baseline;
  std::vector<StudySide> sides;
  if (!baseline_.empty()) {
    auto opened = input_.open(console, baseline_, stop);
    if (!opened) return std::move(opened).error();
    baseline = std::move(*opened);
    sides.push_back({baseline.get(), MaskKind::refined});
  }
  if (coarse_) sides.push_back({model->get(), MaskKind::coarse});
  sides.push_back({model->get(), MaskKind::refined});
  options_.predict = input_.options();
  return studyErrors(sides, *set, options_, stop, console);
}

std::string estimateText(const Estimate& estimate, int places) {
  if (!estimate.value) return "-";
  std::string text = fixed(*estimate.value, places);
  if (estimate.interval)
    text += " [" + fixed(estimate.interval->low, places) + ", " + fixed(estimate.interval->high, places) + "]";
  return text;
}

std::vector<std::string> figureCells(const StudyFigure& figure, bool pair, int places) {
  std::vector<std::string> cells = {estimateText(figure.first, places)};
  if (pair) {
    cells.push_back(estimateText(figure.second, places));
    cells.push_back(estimateText(figure.difference, places));
  }
  return cells;
}

std::vector<std::string> figureHeads(const std::string& name, const ErrorStudy& study) {
  if (study.sides.size() < 2) return {name};
  return {name + ", first", "second", "second - first"};
}

std::string studyTitle(const ErrorStudy& study) {
  std::string text = study.sides.front().title;
  if (study.sides.size() > 1)
    text = "First: " + text + " (" + study.sides.front().model + "); second: " + study.sides.back().title + " (" +
           study.sides.back().model + ")";
  return text + ", " + grouped(study.images) + (study.images == 1 ? " image\n" : " images\n");
}

int showStudy(Console& console, const ErrorStudy& study, const std::string& text) {
  console.warn(study.warnings);
  for (const SkippedSample& sample : study.skipped) console.complain(sample.error);
  console.printText(text);
  console.printJson(Json::parse(ssa::toJson(study)));
  if (study.skipped.empty()) return kExitDone;
  console.note(std::to_string(study.skipped.size()) + " pairs were left out of the figures.");
  return kExitFailed;
}

}  // namespace ssa::cli
