#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/cli/analyse.h"
#include "app/cli/analyse_input.h"
#include "engine/api/drift.h"

namespace ssa::cli {
namespace {

std::string number(const std::optional<double>& value) { return value ? fixed(*value, 4) : "-"; }

/// `ssaseg analyse drift`: how far pictures move the prototypes.
class DriftAnalysis final : public Verb {
 public:
  std::string name() const override { return "drift"; }
  std::string summary() const override { return "Cosine of fixed and adapted prototypes, by class and picture"; }

  void declare(CLI::App& app) override {
    input_.declare(app, AnalyseInput::Takes::anyPictures);
    app.add_option("--top", top_, "How many pictures are listed")->check(CLI::Range(0, 1000000))->capture_default_str();
    app.footer(
        "Quantiles are over the pictures that show the class; a picture's drift is 1 - cos(S, S_p), weighted by how much of it\n"
        "each class covers.\n\nExample:\n  ssaseg analyse drift --model ssa.pth --images photos --json");
  }

  int run(Console& console, StopToken stop) override {
    console.startProgress("drift");
    LabelSet labels;
    auto atlas = compute(console, stop, labels);
    console.endProgress();
    if (!atlas) return console.fail(atlas.error());
    Json document{{"classes", Json::array()}, {"images", Json::array()}};
    std::vector<std::vector<std::string>> rows = {{"class", "pictures", "5 %", "25 %", "median", "75 %", "95 %", "mean"}};
    for (const DriftOfClass& one : atlas->classes) {
      rows.push_back({classText(one.id, labels), std::to_string(one.images), number(one.q05), number(one.q25), number(one.median),
                      number(one.q75), number(one.q95), number(one.mean)});
      document["classes"].push_back({{"id", one.id},
                                     {"images", one.images},
                                     {"q05", orNull(one.q05)},
                                     {"q25", orNull(one.q25)},
                                     {"median", orNull(one.median)},
                                     {"q75", orNull(one.q75)},
                                     {"q95", orNull(one.q95)},
                                     {"mean", orNull(one.mean)}});
    }
    std::string text = "cos(S, S_p)\n" + alignedTable(rows);
    rows = {{"picture", "drift"}};
    for (const DriftRow& row : atlas->rows) {
      if (rows.size() <= static_cast<std::size_t>(top_)) rows.push_back({row.name, fixed(row.drift, 4)});
      document["images"].push_back(
          {{"name", row.name}, {"image", row.image}, {"drift", row.drift}, {"cosine", row.cosine}, {"presence", row.presence}});
    }
    if (rows.size() > 1) text += '\n' + alignedTable(rows);
    document["skipped"] = skippedJson(console, atlas->skipped);
    console.printText(text);
    console.printJson(document);
    return atlas->skipped.empty() ? kExitDone : kExitFailed;
  }

 private:
  Result<DriftAtlas> compute(Console& console, const StopToken& stop, LabelSet& labels) const {
    auto model = input_.model(console, stop);
    if (!model) return std::move(model).error();
    labels = (*model)->info().config.labels;
    return input_.either(
        console, *model, stop, [&](const Dataset& set) { return driftOverSet(*model, set, input_.options(), stop, console); },
        [&](const ImageTrace& trace, const LabelMap*) -> Result<DriftAtlas> {
          auto row = driftOf(trace);
          if (!row) return std::move(row).error();
          return driftAtlas({std::move(*row)}, labels.count());
        });
  }

  AnalyseInput input_;
  int top_ = 10;
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseDrift() { return std::make_unique<DriftAnalysis>(); }

}  // namespace ssa::cli
