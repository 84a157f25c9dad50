#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>

#include "app/cli/analyse.h"
#include "app/cli/attribution_flags.h"
#include "app/cli/option_flags.h"
#include "engine/api/occlusion.h"

namespace ssa::cli {
namespace {

/// `ssaseg analyse occlusion`: what covering parts of the picture does to a score and a mask.
class OcclusionAnalysis final : public Verb {
 public:
  std::string name() const override { return "occlusion"; }
  std::string summary() const override { return "What covering a sliding patch, or one rectangle, does to a class's score"; }

  void declare(CLI::App& app) override {
    input_.declare(app, AnalyseInput::Takes::picture);
    app.add_option("--baseline", baseline_, "Second model, shown beside the coarse and refined classifier");
    target_.declare(app);
    app.add_option("--rectangle", rectangle_, "Cover this rectangle alone, in place of the sliding patch")
        ->delimiter(',')
        ->expected(4)
        ->type_name("X,Y,WIDTH,HEIGHT");
    app.add_option("--list", list_, "How many places are listed")->check(CLI::Range(0, 100000))->capture_default_str();
    FlagVisitor flags(app, "Occlusion");
    describe(flags, options_);
    app.footer(
        "`drop` is the score of the untouched picture minus the score with the patch; the pixels it is summed over stay those\n"
        "of the untouched picture. `changed` is the share of them whose class differs.\n\nExamples:\n"
        "  ssaseg analyse occlusion --model ssa.pth --image a.png --class Car --patch 64 --stride 32\n"
        "  ssaseg analyse occlusion --model ssa.pth --image a.png --class Car --rectangle 100,50,80,60 --fill blur --json");
  }

  int run(Console& console, StopToken stop) override {
    return printComputed(console, "occlusion",
                         [&](Json& document, std::string& text) { return compute(console, stop, document, text); });
  }

 private:
  Result<void> compute(Console& console, const StopToken& stop, Json& document, std::string& text) const {
    auto picture = input_.picture(console);
    if (!picture) return std::move(picture).error();
    auto heads = explainedHeads(input_, baseline_, *picture, console, stop);
    if (!heads) return std::move(heads).error();
    document = {{"image", input_.image()}, {"classifiers", Json::array()}};
    for (const ExplainedHead& head : *heads) {
      auto target = target_.target(input_, *head.activations, head.head, *head.model);
      if (!target) return std::move(target).error();
      if (text.empty()) text = "Occlusion of " + target_.text(*target, head.model->info().config.labels) + "\n";
      Json one = {{"classifier", head.key}, {"title", head.title}, {"class", target->classId}};
      SSA_TRY(rectangle_.empty() ? slide(head, *picture, *target, stop, console, one, text)
                                 : coverOne(head, *picture, *target, stop, console, one, text));
      document["classifiers"].push_back(std::move(one));
    }
    return {};
  }

  Result<void> slide(const ExplainedHead& head, const Image8& picture, const AttributionTarget& target, const StopToken& stop,
                     Console& console, Json& json, std::string& text) const {
    auto map = occlude(*head.activations, picture, target, options_, stop, console);
    if (!map) return std::move(map).error();
    json.update({{"score", map->score},
                 {"pixels", map->pixels},
                 {"columns", map->columns},
                 {"rows", map->rows},
                 {"patch_px", options_.patch_px},
                 {"stride_px", options_.stride_px},
                 {"drops", map->drops},
                 {"changed", map->changed},
                 {"lowest", map->lowest},
                 {"highest", map->highest}});
    text += "\n" + head.title + ": score " + fixed(map->score, 2) + " over " + grouped(map->pixels) + " pixels";
    if (map->pixels == 0) {
      text += "; nothing to cover.\n";
      return {};
    }
    text += ", " + std::to_string(map->drops.size()) + " places\n\n";
    std::vector<std::size_t> order(map->drops.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return map->drops[a] > map->drops[b]; });
    order.resize(std::min(order.size(), static_cast<std::size_t>(list_)));
    std::vector<std::vector<std::string>> rows = {{"column", "row", "drop", "of score %", "changed %"}};
    for (const std::size_t i : order) {
      const auto drop = static_cast<double>(map->drops[i]);
      rows.push_back({std::to_string(i % static_cast<std::size_t>(map->columns)),
                      std::to_string(i / static_cast<std::size_t>(map->columns)), fixed(drop, 2),
                      map->score != 0 ? fixed(100 * drop / std::abs(map->score), 2) : "-",
                      fixed(100 * static_cast<double>(map->changed[i]), 2)});
    }
    text += alignedTable(rows);
    return {};
  }

  Result<void> coverOne(const ExplainedHead& head, const Image8& picture, const AttributionTarget& target, const StopToken& stop,
                        Console& console, Json& json, std::string& text) const {
    auto done = occludeRectangle(*head.activations, picture, {rectangle_[0], rectangle_[1], rectangle_[2], rectangle_[3]},
                                 options_.fill, target, stop, console);
    if (!done) return std::move(done).error();
    json.update({{"covered", {done->covered.x, done->covered.y, done->covered.width, done->covered.height}},
                 {"pixels", done->pixels},
                 {"score_before", done->scoreBefore},
                 {"score_after", done->scoreAfter},
                 {"changed_pixels", done->changed},
                 {"changed_outside", done->changedOutside}});
    text +=
        "\n" + head.title + "\n\n" +
        alignedTable({{"score before", "score after", "drop", "changed pixels", "outside the rectangle"},
                      {fixed(done->scoreBefore, 2), fixed(done->scoreAfter, 2), fixed(done->scoreBefore - done->scoreAfter, 2),
                       grouped(done->changed), grouped(done->changedOutside)}});
    return {};
  }

  AnalyseInput input_;
  TargetFlags target_;
  OcclusionOptions options_;
  std::string baseline_;
  std::vector<int> rectangle_;
  int list_ = 10;
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseOcclusion() { return std::make_unique<OcclusionAnalysis>(); }

}  // namespace ssa::cli
