#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <string>

#include "app/cli/analyse.h"
#include "app/cli/attribution_flags.h"
#include "engine/api/channels.h"
#include "engine/core/safe_file.h"
#include "engine/image/write.h"

namespace ssa::cli {
namespace {

const char* textOf(EmptyMap empty) {
  switch (empty) {
    case EmptyMap::no:
      return "";
    case EmptyMap::noPixels:
      return "no pixel belongs to the score";
    case EmptyMap::noGradient:
      return "the score does not depend on this stage";
    case EmptyMap::nothingAgrees:
      return "the weighted sum is nowhere positive";
  }
  return "";
}

const char* keyOf(EmptyMap empty) {
  switch (empty) {
    case EmptyMap::no:
      return "no";
    case EmptyMap::noPixels:
      return "no_pixels";
    case EmptyMap::noGradient:
      return "no_gradient";
    case EmptyMap::nothingAgrees:
      return "nothing_agrees";
  }
  return "no";
}

/// `ssaseg analyse gradcam`: where a class's score comes from, by stage, for baseline, coarse and output.
class GradCamAnalysis final : public Verb {
 public:
  std::string name() const override { return "gradcam"; }
  std::string summary() const override { return "Grad-CAM of a class, region or pixel at any stage; channels of a stage"; }

  void declare(CLI::App& app) override {
    input_.declare(app, AnalyseInput::Takes::picture);
    app.add_option("--baseline", baseline_, "Second model, shown beside the coarse and refined classifier");
    target_.declare(app);
    app.add_option("--stage", stages_, "Stages, comma-separated: the model's parts, decode_head, classifier_input, or all")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->capture_default_str();
    app.add_option("--channels", channels_, "Also this many channels of every stage, by |Grad-CAM weight|")
        ->check(CLI::Range(0, 100000))
        ->capture_default_str();
    app.add_flag("--cells", cells_, "Also every map's numbers, cell by cell, in the JSON document");
    app.add_option("--out", out_, "Folder for the maps as grey pictures, one byte a pixel, 255 = 1")->type_name("FOLDER");
    app.footer(
        "Score = sum of the class's raw logits, upsampled to the picture, over the chosen pixels. Weights = gradients averaged\n"
        "over cells; map = ReLU of the weighted sum of channels, divided by its largest value, which is stated; a map of zeros\n"
        "is said. `on class` is the share of the map that lies on pixels predicted as the class.\n\nExamples:\n"
        "  ssaseg analyse gradcam --model ssa.pth --baseline plain.pth --image a.png --class Car --stage all\n"
        "  ssaseg analyse gradcam --model ssa.pth --image a.png --class 3 --pixel 120,80 --stage backbone.trans2 --channels 8 "
        "--json");
  }

  int run(Console& console, StopToken stop) override {
    return printComputed(console, "gradcam",
                         [&](Json& document, std::string& text) { return compute(console, stop, document, text); });
  }

 private:
  Result<void> compute(Console& console, const StopToken& stop, Json& document, std::string& text) const {
    auto picture = input_.picture(console);
    if (!picture) return std::move(picture).error();
    auto heads = explainedHeads(input_, baseline_, *picture, console, stop);
    if (!heads) return std::move(heads).error();
    document = {{"image", input_.image()}, {"maps", Json::array()}};
    std::vector<std::vector<std::string>> rows = {
        {"classifier", "stage", "method", "score", "pixels", "largest", "on class %", "ms"}};
    std::string remarks, channels;
    for (const ExplainedHead& head : *heads) {
      auto target = target_.target(input_, *head.activations, head.head, *head.model);
      if (!target) return std::move(target).error();
      const LabelSet& labels = head.model->info().config.labels;
      if (document["maps"].empty()) {
        text = "Grad-CAM of " + target_.text(*target, labels) + "\n\n";
        document["class"] = target->classId;
        document["class_name"] = labels.classes[static_cast<std::size_t>(target->classId)].name;
      }
      for (const std::string& stage : stagesOf(*head.activations)) {
        auto cam = gradCam(*head.activations, stage, *target, stop, console);
        if (!cam) return std::move(cam).error();
        const auto on = shareOnClass(cam->map, head.activations->mask(head.head), target->classId);
        rows.push_back({head.title, stage, cam->method, fixed(cam->score, 2), grouped(cam->pixels), fixed(cam->largest, 5),
                        percent(on), fixed(1e3 * cam->seconds, 2)});
        Json one = {{"classifier", head.key},
                    {"title", head.title},
                    {"stage", stage},
                    {"method", cam->method},
                    {"score", cam->score},
                    {"pixels", cam->pixels},
                    {"empty", keyOf(cam->empty)},
                    {"largest", cam->largest},
                    {"on_class_percent", orNull(on)},
                    {"grid", {{"width", cam->grid.width}, {"height", cam->grid.height}}},
                    {"seconds", cam->seconds},
                    {"weights", cam->weights}};
        if (cells_) one["cells"] = cam->cells;
        if (cam->empty != EmptyMap::no) remarks += head.title + ", " + stage + ": " + textOf(cam->empty) + ".\n";
        if (channels_ > 0) SSA_TRY(listChannels(head, stage, *target, stop, console, one, channels));
        document["maps"].push_back(std::move(one));
        if (!out_.empty()) SSA_TRY(save(head, *cam));
      }
    }
    text += alignedTable(rows) + (remarks.empty() ? "" : "\n" + remarks) + channels;
    return {};
  }

  std::vector<std::string> stagesOf(const Activations& activations) const {
    if (stages_ != std::vector<std::string>{"all"}) return stages_;
    std::vector<std::string> names;
    for (const ActivationStage& stage : activations.stages()) names.push_back(stage.id);
    return names;
  }

  Result<void> listChannels(const ExplainedHead& head, const std::string& stage, const AttributionTarget& target,
                            const StopToken& stop, Console& console, Json& json, std::string& text) const {
    auto table = channelTable(*head.activations, stage, ChannelOrder::index, target, stop, console);
    if (!table) return std::move(table).error();
    std::stable_sort(table->channels.begin(), table->channels.end(), [](const ChannelStatistics& a, const ChannelStatistics& b) {
      return std::abs(*a.weight) > std::abs(*b.weight);
    });
    table->channels.resize(std::min(table->channels.size(), static_cast<std::size_t>(channels_)));
    std::vector<std::vector<std::string>> rows = {{"channel", "weight", "mean", "std", "min", "max"}};
    for (const ChannelStatistics& c : table->channels) {
      rows.push_back(
          {std::to_string(c.channel), fixed(*c.weight, 6), fixed(c.mean, 4), fixed(c.std, 4), fixed(c.min, 4), fixed(c.max, 4)});
      json["channels"].push_back(
          {{"channel", c.channel}, {"weight", *c.weight}, {"mean", c.mean}, {"std", c.std}, {"min", c.min}, {"max", c.max}});
    }
    text += "\n" + head.title + ", " + stage + "\n\n" + alignedTable(rows);
    return {};
  }

  Result<void> save(const ExplainedHead& head, const GradCam& cam) const {
    std::error_code failed;
    std::filesystem::create_directories(out_, failed);  // a failure shows at the file
    return writeFile(std::filesystem::path(out_) / (head.key + "." + cam.stage + ".png"), encodeScorePng(cam.map));
  }

  AnalyseInput input_;
  TargetFlags target_;
  std::string baseline_, out_;
  std::vector<std::string> stages_{"decode_head"};
  int channels_ = 0;
  bool cells_ = false;
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseGradCam() { return std::make_unique<GradCamAnalysis>(); }

}  // namespace ssa::cli
