#include "app/cli/attribution_flags.h"

#include <CLI/CLI.hpp>

namespace ssa::cli {

void TargetFlags::declare(CLI::App& app) {
  app.add_option("--class", class_, "Class whose score is explained: id or name")->required();
  CLI::Option* region = app.add_option("--region", region_, "Score over this rectangle instead of the class's predicted pixels")
                            ->delimiter(',')
                            ->expected(4)
                            ->type_name("X,Y,WIDTH,HEIGHT");
  CLI::Option* mask =
      app.add_option("--region-mask", region_mask_, "Score over the pixels of this index mask that hold the class")
          ->excludes(region);
  app.add_option("--pixel", pixel_, "Score at one pixel")
      ->delimiter(',')
      ->expected(2)
      ->type_name("X,Y")
      ->excludes(region)
      ->excludes(mask);
}

Result<AttributionTarget> TargetFlags::target(const AnalyseInput& input, const Activations& activations, MaskKind head,
                                              const Model& model) const {
  auto id = classOf(class_, model.info().config.labels, "class");
  if (!id) return std::move(id).error();
  AttributionTarget target;
  target.classId = *id;
  target.head = head;
  if (!pixel_.empty()) {
    target.over = AttributionTarget::Over::pixel;
    target.pixel_in_image = {pixel_[0], pixel_[1]};
  }
  if (!region_.empty()) {
    target.over = AttributionTarget::Over::region;
    target.region = LabelMap(activations.picture(), 0);
    const Rect inside =
        Rect{region_[0], region_[1], region_[2], region_[3]}.intersected({0, 0, target.region.width(), target.region.height()});
    for (int y = inside.y; y < inside.bottom(); ++y) std::fill_n(target.region.row(y) + inside.x, inside.width, std::uint8_t{1});
  }
  if (!region_mask_.empty()) {
    auto mask = input.mask(region_mask_, model);
    if (!mask) return std::move(mask).error();
    target.over = AttributionTarget::Over::region;
    target.region = std::move(*mask);
    for (std::uint8_t& label : target.region.labels()) label = label == *id ? 1 : 0;
  }
  return target;
}

std::string TargetFlags::text(const AttributionTarget& target, const LabelSet& labels) const {
  const std::string name = classText(target.classId, labels);
  switch (target.over) {
    case AttributionTarget::Over::pixel:
      return name + " at pixel " + std::to_string(target.pixel_in_image.x) + "," + std::to_string(target.pixel_in_image.y);
    case AttributionTarget::Over::region:
      return name + " over the region";
    case AttributionTarget::Over::predicted:
      break;
  }
  return name + " over the pixels predicted as it";
}

Result<std::vector<ExplainedHead>> explainedHeads(const AnalyseInput& input, const std::string& baseline, const Image8& picture,
                                                  Console& console, const StopToken& stop) {
  std::vector<ExplainedHead> heads;
  const auto add = [&](std::shared_ptr<const Model> model, bool isBaseline) -> Result<void> {
    auto activations = traceActivations(model, picture, stop, console);
    if (!activations) return std::move(activations).error();
    const std::string title = model->info().title();
    if (!isBaseline && (*activations)->hasCoarse())
      heads.push_back({title + ", coarse", "coarse", MaskKind::coarse, model, *activations});
    heads.push_back({title, isBaseline ? "baseline" : "refined", MaskKind::refined, std::move(model), *activations});
    return {};
  };
  if (!baseline.empty()) {
    auto model = input.open(console, baseline, stop);
    if (!model) return std::move(model).error();
    SSA_TRY(add(std::move(*model), true));
  }
  auto model = input.model(console, stop);
  if (!model) return std::move(model).error();
  SSA_TRY(add(std::move(*model), false));
  return heads;
}

int printComputed(Console& console, const std::string& stage, const std::function<Result<void>(Json&, std::string&)>& compute) {
  console.startProgress(stage);
  Json document;
  std::string text;
  const Result<void> done = compute(document, text);
  console.endProgress();
  if (!done) return console.fail(done.error());
  console.printText(text);
  console.printJson(document);
  return kExitDone;
}

}  // namespace ssa::cli
