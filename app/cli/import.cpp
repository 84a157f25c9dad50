#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

#include "app/cli/labels_option.h"
#include "app/cli/model_report.h"
#include "app/cli/verb.h"
#include "engine/api/model.h"

namespace ssa::cli {
namespace {

class ImportVerb final : public Verb {
 public:
  std::string name() const override { return "import"; }
  std::string summary() const override { return "Turn a checkpoint into a model folder"; }

  void declare(CLI::App& app) override {
    app.add_option("source", source_, "Checkpoint (.pth, .safetensors) or Hugging Face folder")->required()->type_name("FILE");
    app.add_option("--out", out_, "Model folder to write; default: the checkpoint's name in the current folder")
        ->type_name("DIR");
    app.add_option("--name", name_, "Name of the model; with --out, a folder of this name inside it")->type_name("NAME");
    app.add_option("--labels", labels_, labelsHelp());
    app.add_flag("--replace", replace_, "Overwrite a model folder that is there");
    app.add_flag("--lenient", lenient_, "Accept missing, unexpected and wrongly shaped tensors");
    app.footer(
        "The source is never changed, and nothing in it is ever executed.\n\nExamples:\n"
        "  ssaseg import street.pth\n"
        "  ssaseg import street.pth --labels camvid11 --out models/street\n"
        "  ssaseg import segformer-b0-folder --out models --name b0");
  }

  int run(Console& console, StopToken stop) override {
    ImportOptions options;
    options.strict = !lenient_;
    options.replace = replace_;
    if (!labels_.empty()) {
      auto labels = resolveLabels(labels_);
      if (!labels) return console.fail(labels.error());
      options.labels = std::move(*labels);
    }
    console.startProgress("import");
    auto imported = importCheckpoint(source_, folder(), options, stop, &console);
    console.endProgress();
    if (!imported) return console.fail(withFlagNames(imported.error()));
    console.warn(imported->warnings);
    console.printText(modelText(imported->value));
    console.printJson(Json{{"model", modelJson(imported->value)}, {"warnings", toJson(imported->warnings)}});
    return kExitDone;
  }

 private:
  std::filesystem::path folder() const {
    const std::filesystem::path out = out_;
    if (!name_.empty()) return out / name_;
    if (!out_.empty()) return out;
    const std::filesystem::path source = source_;
    return source.has_filename() ? source.stem() : source.parent_path().filename();
  }

  std::string source_, out_, name_, labels_;
  bool replace_ = false, lenient_ = false;
};

}  // namespace

std::unique_ptr<Verb> makeImportVerb() { return std::make_unique<ImportVerb>(); }

}  // namespace ssa::cli
