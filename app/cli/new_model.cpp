#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/cli/labels_option.h"
#include "app/cli/model_report.h"
#include "app/cli/verb.h"
#include "engine/api/model.h"

namespace ssa::cli {
namespace {

class NewModelVerb final : public Verb {
 public:
  std::string name() const override { return "new-model"; }
  std::string summary() const override { return "Make an untrained model with seeded initial weights"; }

  void declare(CLI::App& app) override {
    std::vector<std::string> ids;
    for (const ArchitectureInfo& one : architectures()) ids.push_back(one.id);
    app.add_option("--arch", architecture_, "Backbone and head")->required()->check(CLI::IsMember(ids));
    CLI::Option* classes =
        app.add_option("--classes", classes_, "Number of classes, numbered names")->check(CLI::Range(2, kMaxClasses));
    app.add_option("--labels", labels_, labelsHelp())->excludes(classes);
    app.add_option("--classifier", classifier_, "plain: 1x1 convolution; ssa: adapted to each image")
        ->check(CLI::IsMember({"plain", "ssa"}))
        ->capture_default_str();
    app.add_option("--seed", seed_, "Seed of the initial weights")->capture_default_str();
    app.add_option("--out", out_, "Model folder to write")->required()->type_name("DIR");
    app.add_flag("--replace", replace_, "Overwrite a model folder that is there");
    constexpr const char* kSsa = "SSA classifier";
    app.add_flag("--no-semantic", no_semantic_, "Leave out the semantic prototypes")->group(kSsa);
    app.add_flag("--no-spatial", no_spatial_, "Leave out the spatial prototypes")->group(kSsa);
    app.add_option("--centre-softmax", softmax_, "Spatial centre: softmax over positions or over classes")
        ->check(CLI::IsMember({"positions", "classes"}))
        ->capture_default_str()
        ->group(kSsa);
    app.add_option("--position-encoding", encoding_, "Position feature")
        ->check(CLI::IsMember({"conditional", "sinusoidal", "learnable"}))
        ->capture_default_str()
        ->group(kSsa);
    app.add_flag("--position-basis-only", basis_only_, "Spatial prototypes from the learnt basis alone")->group(kSsa);
    app.footer(
        "The masks of an untrained model are noise, and every result says so.\n\nExamples:\n"
        "  ssaseg new-model --arch seaformer_t --classes 19 --out noise\n"
        "  ssaseg new-model --arch mit_b0 --labels camvid11 --classifier plain --seed 7 --out noise-b0");
  }

  int run(Console& console, StopToken) override {
    ModelConfig config;
    config.architecture = architecture_;
    config.classifier = classifier_ == "ssa" ? ClassifierKind::ssa : ClassifierKind::plain;
    config.ssa.semantic = !no_semantic_;
    config.ssa.spatial = !no_spatial_;
    config.ssa.centreSoftmax = softmax_ == "classes" ? CentreSoftmax::classes : CentreSoftmax::positions;
    config.ssa.positionEncoding = encoding_ == "sinusoidal"  ? PositionEncoding::sinusoidal
                                  : encoding_ == "learnable" ? PositionEncoding::learnable
                                                             : PositionEncoding::conditional;
    config.ssa.positionBasisOnly = basis_only_;
    config.trained = false;
    if (!labels_.empty()) {
      auto labels = resolveLabels(labels_);
      if (!labels) return console.fail(labels.error());
      config.labels = std::move(*labels);
    } else if (classes_ > 0) {
      config.labels = LabelSet::numbered(classes_);
    } else {
      return console.fail({ErrorCode::badOption, {{"option", "classes"}, {"expected", "a number, or --labels"}}});
    }
    config.num_classes = config.labels.count();
    auto made = createModel(config, seed_, out_, replace_);
    if (!made) return console.fail(withFlagNames(made.error()));
    console.printText(modelText(*made));
    console.printJson(Json{{"model", modelJson(*made)}, {"seed", seed_}});
    return kExitDone;
  }

 private:
  std::string architecture_, labels_, out_;
  std::string classifier_ = "ssa", softmax_ = "positions", encoding_ = "conditional";
  int classes_ = 0;
  std::uint64_t seed_ = 0;
  bool replace_ = false, no_semantic_ = false, no_spatial_ = false, basis_only_ = false;
};

}  // namespace

std::unique_ptr<Verb> makeNewModelVerb() { return std::make_unique<NewModelVerb>(); }

}  // namespace ssa::cli
