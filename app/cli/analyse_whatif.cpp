#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>

#include "app/cli/analyse.h"
#include "app/cli/analyse_input.h"
#include "engine/api/what_if.h"
#include "engine/core/safe_file.h"
#include "engine/image/write.h"

namespace ssa::cli {
namespace {

/// `ssaseg analyse whatif`: the mask under changed prototypes.
class WhatIfAnalysis final : public Verb {
 public:
  std::string name() const override { return "whatif"; }
  std::string summary() const override {
    return "The mask under changed prototypes: strength, freeze, push apart, a saved patch";
  }

  void declare(CLI::App& app) override {
    input_.declare(app, AnalyseInput::Takes::picture);
    app.add_option("--patch", patch_, "Patch file to start from")->type_name("FILE");
    app.add_option("--strength", strengths_, "CLASS=T, strength of adaptation 0..1.5; may be repeated")->allow_extra_args(false);
    app.add_option("--freeze", frozen_, "CLASS whose fixed prototype is used; may be repeated")->allow_extra_args(false);
    app.add_option("--push", pushes_, "CLASS,CLASS=S, push two apart by -1..1; may be repeated")->allow_extra_args(false);
    app.add_option("--name", name_, "Name of the patch");
    app.add_option("--save-patch", save_, "Write the patch")->type_name("FILE");
    app.add_option("--out", out_, "Write the mask as PNG of class ids")->type_name("FILE");
    app.footer(
        "Example:\n  ssaseg analyse whatif --model ssa.pth --image street.png --strength Car=0.5 --push Road,Pavement=0.2");
  }

  int run(Console& console, StopToken stop) override {
    auto model = input_.model(console, stop);
    if (!model) return console.fail(model.error());
    const LabelSet& labels = (*model)->info().config.labels;
    auto patch = buildPatch(labels);
    if (!patch) return console.fail(patch.error());
    auto picture = input_.picture(console);
    if (!picture) return console.fail(picture.error());
    const auto start = std::chrono::steady_clock::now();
    auto trace = input_.trace(*model, *picture, console, stop);
    if (!trace) return console.fail(trace.error());
    const double forward = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    auto whatIf = WhatIf::on(*trace);
    if (!whatIf) return console.fail(whatIf.error());
    auto result = (*whatIf)->apply(*patch);
    if (!result) return console.fail(result.error());

    if (!save_.empty()) {
      patch->modelSha256 = (*trace)->info().modelSha256;
      if (auto written = savePatch(save_, *patch); !written) return console.fail(written.error());
    }
    if (!out_.empty())
      if (auto written = writeFile(out_, encodeIndexPng(result->mask)); !written) return console.fail(written.error());
    const double pixels = static_cast<double>(result->mask.size().area());
    std::string text = grouped(result->changed_px) + " pixels change (" +
                       fixed(100.0 * static_cast<double>(result->changed_px) / pixels, 2) + " %) by moving";
    for (const int id : result->changedClasses) text += " " + labels.classes[static_cast<std::size_t>(id)].name;
    text += result->changedClasses.empty() ? " nothing" : "";
    text += "\nforward " + fixed(forward * 1e3, 1) + " ms, what-if " + fixed(result->seconds * 1e3, 2) + " ms\n";
    console.printText(text);
    console.printJson({{"trace", traceJson((*trace)->info())},
                       {"patch", Json::parse(patch->toJson())},
                       {"changed_classes", result->changedClasses},
                       {"changed_pixels", result->changed_px},
                       {"seconds", {{"forward", forward}, {"what_if", result->seconds}}}});
    return kExitDone;
  }

 private:
  static Error bad(const char* option, const std::string& value, const char* expected) {
    return {ErrorCode::badOption, {{"option", option}, {"value", value}, {"expected", expected}}};
  }

  /// `TEXT=NUMBER`
  static bool split(const std::string& text, std::string& left, double& right) {
    const std::size_t at = text.rfind('=');
    if (at == std::string::npos) return false;
    left = text.substr(0, at);
    return CLI::detail::lexical_cast(text.substr(at + 1), right);
  }

  Result<Patch> buildPatch(const LabelSet& labels) const {
    Patch patch;
    if (!patch_.empty()) {
      auto loaded = loadPatch(patch_);
      if (!loaded) return std::move(loaded).error();
      patch = std::move(*loaded);
    }
    if (!name_.empty()) patch.name = name_;
    std::string left;
    double amount = 0;
    for (const std::string& text : strengths_) {
      if (!split(text, left, amount)) return bad("strength", text, "CLASS=T");
      auto id = classOf(left, labels, "strength");
      if (!id) return std::move(id).error();
      patch.of(*id).strength = amount;
    }
    for (const std::string& text : frozen_) {
      auto id = classOf(text, labels, "freeze");
      if (!id) return std::move(id).error();
      patch.of(*id).frozen = true;
    }
    for (const std::string& text : pushes_) {
      const std::size_t comma = text.find(',');
      if (comma == std::string::npos || !split(text.substr(comma + 1), left, amount)) return bad("push", text, "CLASS,CLASS=S");
      auto first = classOf(text.substr(0, comma), labels, "push");
      if (!first) return std::move(first).error();
      auto second = classOf(left, labels, "push");
      if (!second) return std::move(second).error();
      patch.pushes.push_back({*first, *second, amount});
    }
    return patch;
  }

  AnalyseInput input_;
  std::string patch_, name_, save_, out_;
  std::vector<std::string> strengths_, frozen_, pushes_;
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseWhatIf() { return std::make_unique<WhatIfAnalysis>(); }

}  // namespace ssa::cli
