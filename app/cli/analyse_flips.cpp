#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>

#include "app/cli/analyse.h"
#include "app/cli/analyse_input.h"
#include "engine/api/flips.h"

namespace ssa::cli {
namespace {

std::string nameOf(FlipStage stage) {
  for (const Choice<FlipStage>& choice : kFlipStages)
    if (choice.value == stage) return std::string(choice.name);
  return {};
}

Json outcomes(const std::int64_t* counts) {
  Json object = Json::object();
  for (const Choice<FlipOutcome>& choice : kFlipOutcomes)
    object[std::string(choice.name)] = counts[static_cast<int>(choice.value)];
  return object;
}

/// `ssaseg analyse flips`: what the branches fixed and broke.
class FlipsAnalysis final : public Verb {
 public:
  std::string name() const override { return "flips"; }
  std::string summary() const override { return "Which pixels each branch of the SSA classifier fixed and broke"; }

  void declare(CLI::App& app) override {
    input_.declare(app, AnalyseInput::Takes::pictureOrSet);
    app.add_option("--links", links_, "How many class-to-class flows are listed per step")
        ->check(CLI::Range(0, 100000))
        ->capture_default_str();
    app.footer(
        "Branches are removed at inference, without retraining: `semantic_only` keeps S_p, `spatial_only` keeps P_p and the\n"
        "fixed prototypes.\n\nExample:\n  ssaseg analyse flips --model ssa.pth --data CamVid --split val --json");
  }

  int run(Console& console, StopToken stop) override {
    console.startProgress("flips");
    LabelSet labels;
    auto ledger = compute(console, stop, labels);
    console.endProgress();
    if (!ledger) return console.fail(ledger.error());
    show(console, *ledger, labels);
    return ledger->skipped.empty() ? kExitDone : kExitFailed;
  }

 private:
  Result<FlipLedger> compute(Console& console, const StopToken& stop, LabelSet& labels) const {
    auto model = input_.model(console, stop);
    if (!model) return std::move(model).error();
    labels = (*model)->info().config.labels;
    return input_.either(
        console, *model, stop, [&](const Dataset& set) { return flipsOverSet(*model, set, input_.options(), stop, console); },
        [](const ImageTrace& trace, const LabelMap* truth) { return flipLedger(trace, truth); });
  }

  void show(Console& console, const FlipLedger& ledger, const LabelSet& labels) const {
    Json document{
        {"images", ledger.images}, {"truth", ledger.hasTruth}, {"stages", Json::array()}, {"transitions", Json::array()}};
    std::string text;
    std::vector<std::vector<std::string>> rows = {{"stage", "mIoU", "aAcc"}};
    for (const FlipLedger::Stage& stage : ledger.stages) {
      const std::optional<double> mIoU = stage.scores ? stage.scores->mIoU : std::nullopt;
      const std::optional<double> aAcc = stage.scores ? stage.scores->aAcc : std::nullopt;
      rows.push_back({nameOf(stage.stage), percent(mIoU), percent(aAcc)});
      document["stages"].push_back(
          {{"stage", nameOf(stage.stage)}, {"mIoU", orNull(mIoU)}, {"aAcc", orNull(aAcc)}, {"pixels", stage.pixels}});
    }
    if (ledger.hasTruth) text += alignedTable(rows) + '\n';
    rows = {ledger.hasTruth ? std::vector<std::string>{"step", "fixed", "broke", "net", "other wrong", "changed"}
                            : std::vector<std::string>{"step", "changed", "same"}};
    for (const FlipTransition& t : ledger.transitions) {
      const std::string step = nameOf(t.from) + " > " + nameOf(t.to);
      const std::int64_t fixedPixels = t.outcome(FlipOutcome::fixed), broke = t.outcome(FlipOutcome::broke),
                         other = t.outcome(FlipOutcome::otherWrong);
      if (ledger.hasTruth)
        rows.push_back({step, grouped(fixedPixels), grouped(broke), grouped(fixedPixels - broke), grouped(other),
                        grouped(fixedPixels + broke + other)});
      else
        rows.push_back({step, grouped(t.outcome(FlipOutcome::changed)), grouped(t.outcome(FlipOutcome::same))});
      Json links = Json::array();
      for (const FlipLink& link : t.links)
        links.push_back(
            {{"from", link.fromClass}, {"to", link.toClass}, {"pixels", link.pixels}, {"outcomes", outcomes(link.byOutcome)}});
      document["transitions"].push_back(
          {{"from", nameOf(t.from)}, {"to", nameOf(t.to)}, {"outcomes", outcomes(t.byOutcome)}, {"links", links}});
    }
    text += alignedTable(rows);
    for (const FlipTransition& t : ledger.transitions) text += flows(t, labels);
    document["skipped"] = skippedJson(console, ledger.skipped);
    console.printText(text);
    console.printJson(document);
  }

  /// The largest flows from one class to another.
  std::string flows(const FlipTransition& t, const LabelSet& labels) const {
    std::vector<FlipLink> moved;
    for (const FlipLink& link : t.links)
      if (link.fromClass != link.toClass) moved.push_back(link);
    std::stable_sort(moved.begin(), moved.end(), [](const FlipLink& a, const FlipLink& b) { return a.pixels > b.pixels; });
    moved.resize(std::min(moved.size(), static_cast<std::size_t>(links_)));
    if (moved.empty()) return {};
    std::vector<std::vector<std::string>> rows = {{nameOf(t.from), nameOf(t.to), "pixels", "fixed", "broke"}};
    for (const FlipLink& link : moved)
      rows.push_back({classText(link.fromClass, labels), classText(link.toClass, labels), grouped(link.pixels),
                      grouped(link.byOutcome[static_cast<int>(FlipOutcome::fixed)]),
                      grouped(link.byOutcome[static_cast<int>(FlipOutcome::broke)])});
    return '\n' + alignedTable(rows);
  }

  AnalyseInput input_;
  int links_ = 5;
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseFlips() { return std::make_unique<FlipsAnalysis>(); }

}  // namespace ssa::cli
