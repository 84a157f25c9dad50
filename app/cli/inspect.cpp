#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>

#include "app/cli/model_report.h"
#include "app/cli/size_option.h"
#include "app/cli/verb.h"
#include "engine/api/model.h"
#include "engine/api/model_cost.h"
#include "engine/checkpoints/read.h"

namespace ssa::cli {
namespace {

constexpr const char* kWeightsFile = "weights.safetensors";

std::string shapeText(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const std::int64_t extent : shape) text += (text.empty() ? "" : "x") + std::to_string(extent);
  return text.empty() ? "scalar" : text;
}

class InspectVerb final : public Verb {
 public:
  std::string name() const override { return "inspect"; }
  std::string summary() const override { return "Show architecture, size and cost of a model or checkpoint"; }

  void declare(CLI::App& app) override {
    app.add_option("model", model_, "Model folder or checkpoint")->required();
    app.add_flag("--keys", keys_, "Also every tensor of the file with type and shape");
    app.add_option("--input", input_, "Picture size the cost is counted for")->capture_default_str()->type_name("WIDTHxHEIGHT");
    app.footer(
        "Any checkpoint can be listed with --keys, also one whose architecture is not known.\n\nExamples:\n"
        "  ssaseg inspect models/street\n"
        "  ssaseg inspect street.pth --keys\n"
        "  ssaseg inspect street.pth --input 2048x1024 --json");
  }

  int run(Console& console, StopToken stop) override {
    constexpr int kLeast = 32, kMost = 16'384;
    const std::optional<Size> size = parseSize(input_);
    if (!size || std::min(size->width, size->height) < kLeast || std::max(size->width, size->height) > kMost)
      return console.fail(
          {ErrorCode::badOption, {{"option", "input"}, {"value", input_}, {"expected", "WIDTHxHEIGHT, each 32 to 16384"}}});
    Json document;
    if (keys_)
      if (auto listed = listKeys(console, document, stop); !listed) return console.fail(listed.error());
    auto info = inspectModel(model_, stop);
    if (!info) return console.fail(info.error(), std::move(document));
    console.warn(info->warnings);
    document["model"] = modelJson(info->value);
    document["warnings"] = toJson(info->warnings);
    console.printText(modelText(info->value));
    auto stages = modelCost(info->value.config, *size);
    if (!stages) return console.fail(stages.error(), std::move(document));
    printCost(console, document, *stages);
    console.printJson(document);
    return kExitDone;
  }

 private:
  Result<void> listKeys(Console& console, Json& document, const StopToken& stop) const {
    std::filesystem::path file = model_;
    std::error_code ignored;
    if (std::filesystem::exists(file / kWeightsFile, ignored)) file /= kWeightsFile;
    auto checkpoint = readCheckpoint(file, {}, stop, &console);
    if (!checkpoint) return std::move(checkpoint).error();
    console.warn(checkpoint->warnings);
    std::string text;
    std::size_t widest = 0;
    for (const StoredTensor& tensor : checkpoint->value.tensors) widest = std::max(widest, tensor.name.size());
    Json& list = document["keys"] = Json::array();
    for (const StoredTensor& tensor : checkpoint->value.tensors) {
      const std::string type(ssa::name(tensor.type));
      text += tensor.name + std::string(widest + 2 - tensor.name.size(), ' ') + type +
              std::string(type.size() < 6 ? 6 - type.size() : 1, ' ') + shapeText(tensor.shape) + '\n';
      list.push_back({{"name", tensor.name}, {"type", type}, {"shape", tensor.shape}});
    }
    console.printText(text);
    return {};
  }

  void printCost(Console& console, Json& document, const std::vector<ModelStage>& stages) const {
    std::vector<std::vector<std::string>> rows = {{"stage", "output", "parameters", "multiply-adds"}};
    std::int64_t parameters = 0, multiply_adds = 0;
    Json& list = document["stages"] = Json::array();
    for (const ModelStage& stage : stages) {
      rows.push_back({stage.name, shapeText(stage.outputShape), grouped(stage.parameters), grouped(stage.multiplyAdds)});
      list.push_back({{"name", stage.name},
                      {"output_shape", stage.outputShape},
                      {"parameters", stage.parameters},
                      {"multiply_adds", stage.multiplyAdds}});
      parameters += stage.parameters;
      multiply_adds += stage.multiplyAdds;
    }
    rows.push_back({"all", "", grouped(parameters), grouped(multiply_adds)});
    document["input"] = input_;
    document["multiply_adds"] = multiply_adds;
    console.printText("\nFor a picture of " + input_ + ":\n\n" + alignedTable(rows));
  }

  std::string model_, input_ = "512x512";
  bool keys_ = false;
};

}  // namespace

std::unique_ptr<Verb> makeInspectVerb() { return std::make_unique<InspectVerb>(); }

}  // namespace ssa::cli
