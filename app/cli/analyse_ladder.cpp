#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/cli/analyse.h"
#include "app/cli/analyse_input.h"
#include "engine/api/guides.h"

namespace ssa::cli {
namespace {

std::string nameOf(Rung rung) {
  for (const Choice<Rung>& choice : kRungs)
    if (choice.value == rung) return std::string(choice.name);
  return {};
}

/// `ssaseg analyse ladder`: from the baseline to what the feature grid can hold.
class LadderAnalysis final : public Verb {
 public:
  std::string name() const override { return "ladder"; }
  std::string summary() const override { return "Headroom: baseline, coarse, refined, true guide, teacher, truth at stride"; }

  void declare(CLI::App& app) override {
    input_.declare(app, AnalyseInput::Takes::pictureOrSet);
    app.add_option("--baseline", baseline_, "Second model, whose mask is the lowest rung");
    app.footer(
        "Figures are per cent over all pixels. `true_guide` is the model adapted to the truth instead of its own coarse mask,\n"
        "`teacher` the training-time teacher, `truth_at_stride` the truth itself brought to the feature grid and back.\n\n"
        "Example:\n  ssaseg analyse ladder --model ssa.pth --baseline plain.pth --data CamVid --split val --json");
  }

  int run(Console& console, StopToken stop) override {
    console.startProgress("ladder");
    auto set = input_.isSet() ? ofSet(console, stop) : ofPicture(console, stop);
    console.endProgress();
    if (!set) return console.fail(set.error());
    Json document{{"rungs", Json::array()}, {"missing", Json::array()}, {"coarse_is_baseline", set->coarseIsBaseline}};
    std::vector<std::vector<std::string>> rows = {{"rung", "mIoU", "step", "mAcc", "aAcc"}};
    std::optional<double> before;
    for (const SetLadder::Step& step : set->steps) {
      const Scores& s = step.scores;
      rows.push_back({nameOf(step.rung), percent(s.mIoU), before && s.mIoU ? signedText(*s.mIoU - *before) : "", percent(s.mAcc),
                      percent(s.aAcc)});
      before = s.mIoU;
      Json classes = Json::array();
      for (const ClassScores& one : s.classes) classes.push_back(orNull(one.iou));
      document["rungs"].push_back({{"rung", nameOf(step.rung)},
                                   {"mIoU", orNull(s.mIoU)},
                                   {"mAcc", orNull(s.mAcc)},
                                   {"aAcc", orNull(s.aAcc)},
                                   {"pixels", step.confusion.pixels()},
                                   {"iou", classes}});
    }
    for (const MissingRung& missing : set->missing) {
      document["missing"].push_back({{"rung", nameOf(missing.rung)}, {"needs", std::string(missing.reason.arg("expected"))}});
      console.note("No rung " + nameOf(missing.rung) + ": it needs " + std::string(missing.reason.arg("expected")) + ".");
    }
    for (const SetLadder::Image& image : set->images) {
      Json entry{{"name", image.name}, {"image", image.image}, {"mIoU", Json::object()}};
      for (std::size_t s = 0; s < image.mIoU.size(); ++s) entry["mIoU"][nameOf(set->steps[s].rung)] = orNull(image.mIoU[s]);
      document["images"].push_back(std::move(entry));
    }
    document["skipped"] = skippedJson(console, set->skipped);
    console.printText(alignedTable(rows));
    if (set->coarseIsBaseline)
      console.note("The coarse mask is the baseline's: both models share backbone, decoder and conv_seg.");
    console.printJson(document);
    return set->skipped.empty() ? kExitDone : kExitFailed;
  }

 private:
  static std::string signedText(double points) { return (points < 0 ? "" : "+") + fixed(points, 2); }

  Result<SetLadder> ofSet(Console& console, const StopToken& stop) const {
    auto model = input_.model(console, stop);
    if (!model) return std::move(model).error();
    std::shared_ptr<const Model> baseline;
    if (!baseline_.empty()) {
      auto opened = input_.open(console, baseline_, stop);
      if (!opened) return std::move(opened).error();
      baseline = std::move(*opened);
    }
    auto set = input_.set(console, stop);
    if (!set) return std::move(set).error();
    return ladderOverSet(*model, baseline, *set, input_.options(), stop, console);
  }

  /// One picture as a set of one.
  Result<SetLadder> ofPicture(Console& console, const StopToken& stop) const {
    auto model = input_.model(console, stop);
    if (!model) return std::move(model).error();
    auto picture = input_.picture(console);
    if (!picture) return std::move(picture).error();
    auto truth = input_.truth(**model);
    if (!truth) return std::move(truth).error();
    if (!*truth)
      return Error(ErrorCode::badOption, {{"option", "truth"}, {"value", ""}, {"expected", "the truth mask of --image"}});
    auto trace = input_.trace(*model, *picture, console, stop);
    if (!trace) return std::move(trace).error();
    std::optional<LabelMap> other;
    if (!baseline_.empty()) {
      auto opened = input_.open(console, baseline_, stop);
      if (!opened) return std::move(opened).error();
      auto prediction = predict(**opened, *picture, input_.image(), input_.options(), stop, console);
      if (!prediction) return std::move(prediction).error();
      other = std::move(prediction->refined);
    }
    auto one = ladder(**trace, **truth, other ? &*other : nullptr);
    if (!one) return std::move(one).error();
    SetLadder set;
    SetLadder::Image image{input_.image(), input_.image(), {}};
    for (Ladder::Step& step : one->steps) {
      image.mIoU.push_back(step.scores.mIoU);
      set.steps.push_back({step.rung, std::move(step.confusion), std::move(step.scores)});
    }
    set.images.push_back(std::move(image));
    set.missing = std::move(one->missing);
    return set;
  }

  AnalyseInput input_;
  std::string baseline_;
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseLadder() { return std::make_unique<LadderAnalysis>(); }

}  // namespace ssa::cli
