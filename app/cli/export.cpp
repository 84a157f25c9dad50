#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

#include "app/cli/verb.h"
#include "engine/api/model.h"

namespace ssa::cli {
namespace {

class ExportVerb final : public Verb {
 public:
  std::string name() const override { return "export"; }
  std::string summary() const override { return "Write a model as one checkpoint file, or as a model folder"; }

  void declare(CLI::App& app) override {
    app.add_option("model", model_, "Model folder or checkpoint")->required();
    app.add_option("file", file_, "File to write: .pth (mmseg layout) or .safetensors; without suffix a model folder")
        ->required();
    app.add_flag("--replace", export_.replace, "Overwrite what is there");
    app.add_flag("--half", export_.half, "Store weights in half precision");
    app.add_flag("!--without-teacher", export_.teacher, "Leave out what only training needs");
    app.footer(
        "PyTorch reads the .pth with torch.load(path, weights_only=True).\n\nExamples:\n"
        "  ssaseg export models/street street.pth\n"
        "  ssaseg export models/street street.safetensors\n"
        "  ssaseg export runs/street/checkpoints/step-000004000 models/street --half --without-teacher");
  }

  int run(Console& console, StopToken stop) override {
    const std::filesystem::path file = file_;
    const std::string suffix = file.extension().string();
    if (!suffix.empty() && suffix != ".pth" && suffix != ".safetensors")
      return console.fail(
          {ErrorCode::badOption,
           {{"option", "file"}, {"value", file_}, {"expected", "a name ending in .pth or .safetensors, or a folder"}}});
    std::error_code ignored;
    if (!suffix.empty() && !export_.replace && std::filesystem::exists(file, ignored))
      return console.fail(
          {ErrorCode::badOption, {{"option", "file"}, {"value", file_}, {"expected", "a new file, or --replace"}}});
    OpenModelOptions options;
    options.device = "cpu";
    auto model = openModel(model_, options, stop, &console);
    if (!model) return console.fail(model.error());
    console.warn(model->warnings);
    if (auto written = exportModel(*model->value, file, export_); !written) return console.fail(written.error());
    const std::filesystem::path weights = suffix.empty() ? file / "weights.safetensors" : file;
    const auto bytes = static_cast<long long>(std::filesystem::file_size(weights, ignored));
    console.printText(file_ + ", " + grouped(bytes) + " bytes");
    console.printJson(Json{{"file", file_}, {"bytes", bytes}, {"warnings", toJson(model->warnings)}});
    return kExitDone;
  }

 private:
  std::string model_, file_;
  ExportOptions export_;
};

}  // namespace

std::unique_ptr<Verb> makeExportVerb() { return std::make_unique<ExportVerb>(); }

}  // namespace ssa::cli
