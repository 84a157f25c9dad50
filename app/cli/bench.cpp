#include "engine/api/bench.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "app/cli/bench_window.h"
#include "app/cli/option_flags.h"
#include "app/cli/verb.h"
#include "engine/api/bench_rounds.h"
#include "engine/api/device.h"
#include "engine/image/read.h"

namespace ssa::cli {
namespace {

std::string megabytes(std::int64_t bytes) { return fixed(static_cast<double>(bytes) / 1e6, 1) + " MB"; }

std::string environmentText(const BenchEnvironment& environment) {
  std::size_t widest = 0;
  for (const auto& [name, value] : environment) widest = std::max(widest, name.size());
  std::string text;
  for (const auto& [name, value] : environment) text += name + std::string(widest + 2 - name.size(), ' ') + value + '\n';
  return text;
}

std::string caseTable(const std::vector<BenchCase>& cases) {
  std::vector<std::vector<std::string>> rows = {
      {"case", "shape", "data", "peer", "ours ms", "peer ms", "ratio", "80 % range", "remarks"}};
  for (const BenchCase& one : cases) {
    std::string remarks = one.check.ok ? "" : "CHECK FAILED (" + one.check.metric + ")";
    if (one.noisy) remarks += remarks.empty() ? "NOISY" : ", NOISY";
    rows.push_back({one.name, one.shape, one.data, one.peer, fixed(one.wall_ms.med, 3), fixed(one.peer_wall_ms.med, 3),
                    one.ratio ? fixed(one.ratio->med, 2) + "x" : "-",
                    one.ratio ? fixed(one.ratio->lo, 2) + " to " + fixed(one.ratio->hi, 2) : "-", remarks});
  }
  return alignedTable(rows);
}

std::string kernelText(const KernelBench& bench) {
  std::string text = "\n" + caseTable(bench.cases);
  for (const std::string& line : bench.fairness) text += line + '\n';
  if (bench.drifted) text += "DRIFTED: the machine's own speed changed by more than 15 % during the run\n";
  if (!bench.ssaCost.empty()) {
    std::vector<std::vector<std::string>> rows = {{"stage", "plain ms", "SSA ms", "extra ms"}};
    for (const SsaCost& cost : bench.ssaCost)
      rows.push_back({cost.stage, fixed(cost.plain_ms, 2), fixed(cost.ssa_ms, 2), fixed(cost.extra_ms(), 2)});
    text += "\nSSA over its baseline, " + bench.ssaCostModel + "\n\n" + alignedTable(rows);
  }
  text += "\nPost-processing of K=150 at 3840x2160 adds " + megabytes(bench.postProcessingBytes) + "\n";
  return text;
}

std::string imageText(const ImageBench& bench) {
  std::vector<std::vector<std::string>> rows = {{"stage", "min ms", "median ms", "p90 ms", "peak memory"}};
  const auto add = [&rows](const std::string& name, const StageBench& stage) {
    rows.push_back({name, fixed(stage.wall_ms.min, 2), fixed(stage.wall_ms.med, 2), fixed(stage.wall_ms.p90, 2),
                    megabytes(stage.peakBytes)});
  };
  for (const StageBench& stage : bench.stages) add(stage.stage, stage);
  add("total", bench.total);
  return environmentText(bench.environment) + "\n" + bench.model + ", " + std::to_string(bench.image.width) + "x" +
         std::to_string(bench.image.height) + ", " + std::to_string(bench.rounds) + " rounds, resident before " +
         megabytes(bench.residentBytes) + "\n\n" + alignedTable(rows);
}

class BenchVerb final : public Verb {
 public:
  std::string name() const override { return "bench"; }
  std::string summary() const override { return "Measure one picture's stages, own kernels against their peers, or the window"; }

  void declare(CLI::App& app) override {
    app.require_subcommand(1);
    app.footer("Examples:\n  ssaseg bench image --model models/street street.jpg\n  ssaseg bench kernels --quick");

    image_ = app.add_subcommand("image", "Time and peak memory of each stage of one picture");
    image_->add_option("picture", picture_, "Picture to segment")->required();
    image_->add_option("--model", model_, "Model folder or checkpoint")->required();
    image_->add_option("--device", device_, "auto, cpu or cuda:N")->capture_default_str();
    FlagVisitor flags(*image_);
    describe(flags, predict_);
    image_->footer("Example:\n  ssaseg bench image --model models/street street.jpg --scales 2 --rounds 15");

    CLI::App* kernels = app.add_subcommand("kernels", "Own kernels against their named peers, in the same run");
    CLI::Option* quick = kernels->add_flag_function(
        "--quick", [this](std::int64_t) { options_.full = false; }, "Under a minute on two cores (this is the default)");
    kernels->add_flag("--full", options_.full, "More sizes and rounds")->excludes(quick);
    kernels->add_option("--seed", options_.seed, "Seed of data and order")->capture_default_str();
    kernels->footer(
        "Prints the environment, one JSON line per case, then tables. The ratio is the peer's time over ours: median of the\n"
        "rounds, the smaller of wall-clock and processor time. A case whose check fails has no ratio.\n\nExamples:\n"
        "  ssaseg bench kernels\n  ssaseg bench kernels --full --threads 1 --json");
    loader_ = app.add_subcommand("loader", "Training crops: cut before resizing against the published order");
    loader_->add_flag("--full", options_.full, "More rounds");
    loader_->add_option("--seed", options_.seed, "Seed of scenes and draws")->capture_default_str();
    loader_->footer(
        "Processor time per crop of pictures in memory, both orders with the same draws and the same colour kernels; a case\n"
        "whose crops are not the same bytes has no ratio.\n\nExample:\n  ssaseg bench loader");
    window_ =
        app.add_subcommand("window", "What needs a window: start, panning, next picture (runs the studio beside this program)");
    window_->footer("Example:\n  ssaseg bench window");
    for (CLI::App* one : {image_, kernels, loader_})
      one->add_option("--rounds", options_.rounds, "Rounds; 0 = as many as it takes")
          ->check(CLI::Range(0, 1000))
          ->capture_default_str();
  }

  int run(Console& console, StopToken stop) override {
    options_.threads = computeThreads();
    if (window_->parsed()) return benchTheWindow(console);
    if (loader_->parsed()) return benchTheLoader(console, stop);
    return image_->parsed() ? benchOneImage(console, stop) : benchAllKernels(console, stop);
  }

 private:
  int benchOneImage(Console& console, const StopToken& stop) {
    auto picture = readImage(picture_);
    if (!picture) return console.fail(picture.error());
    OpenModelOptions open;
    open.device = device_;
    auto model = openModel(model_, open, stop, &console);
    if (!model) return console.fail(model.error());
    console.warn(model->warnings);
    console.startProgress("bench");
    auto bench = benchImage(*model->value, picture->value.image, predict_, options_, stop, console);
    console.endProgress();
    if (!bench) return console.fail(bench.error());
    console.printText(imageText(*bench));
    console.printJson(Json::parse(bench->toJson()));
    return kExitDone;
  }

  int benchAllKernels(Console& console, const StopToken& stop) {
    console.printText(environmentText(benchEnvironment(options_.threads)));
    console.startProgress("bench");
    const auto sink = [&console](const BenchCase& one) { console.printText(one.toJson()); };
    auto bench = benchKernels(options_, sink, stop, console);
    console.endProgress();
    if (!bench) return console.fail(bench.error());
    console.printText(kernelText(*bench));
    console.printJson(Json::parse(bench->toJson()));
    const bool sound = std::all_of(bench->cases.begin(), bench->cases.end(), [](const BenchCase& one) { return one.check.ok; });
    return sound ? kExitDone : kExitFailed;
  }

  int benchTheLoader(Console& console, const StopToken& stop) {
    console.printText(environmentText(benchEnvironment(1)));
    console.startProgress("bench");
    Json list = Json::array();
    const auto sink = [&](const BenchCase& one) {
      console.printText(one.toJson());
      list.push_back(Json::parse(one.toJson()));
    };
    const auto cases = benchLoader(options_, sink, stop, console);
    console.endProgress();
    if (!cases) return console.fail(cases.error());
    console.printText("\n" + caseTable(*cases));
    console.printJson(Json{{"cases", std::move(list)}});
    const bool sound = std::all_of(cases->begin(), cases->end(), [](const BenchCase& one) { return one.check.ok; });
    return sound ? kExitDone : kExitFailed;
  }

  static int benchTheWindow(Console& console) {
    const auto figures = benchWindow();
    if (!figures) return console.fail(figures.error());
    Json all = Json::array();
    for (const std::string& line : *figures) {
      console.printText(line);
      all.push_back(Json::parse(line));
    }
    console.printJson(all);
    return kExitDone;
  }

  CLI::App* image_ = nullptr;
  CLI::App* loader_ = nullptr;
  CLI::App* window_ = nullptr;
  std::string picture_, model_, device_ = "auto";
  PredictOptions predict_;
  BenchOptions options_;
};

}  // namespace

std::unique_ptr<Verb> makeBenchVerb() { return std::make_unique<BenchVerb>(); }

}  // namespace ssa::cli
