#include <CLI/CLI.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "app/cli/size_option.h"
#include "app/cli/verb.h"
#include "engine/datasets/demo/demo_set.h"

namespace ssa::cli {
namespace {

class DemoDataVerb final : public Verb {
 public:
  std::string name() const override { return "demo-data"; }
  std::string summary() const override { return "Draw a data set of street and indoor scenes with exact masks"; }

  void declare(CLI::App& app) override {
    app.add_option("out", out_, "Folder to write")->required()->type_name("DIR");
    app.add_option("--train", options_.train, "Scenes for training")->check(CLI::Range(0, 1 << 24))->capture_default_str();
    app.add_option("--val", options_.val, "Scenes for validation")->check(CLI::Range(0, 1 << 24))->capture_default_str();
    app.add_option("--size", size_, "Size of the pictures")->capture_default_str()->type_name("WIDTHxHEIGHT");
    app.add_option("--seed", options_.seed, "Seed; sets of different seeds share no scene")->capture_default_str();
    app.add_option("--kind", kind_, "street, indoor, or both in turns")
        ->check(CLI::IsMember({"street", "indoor", "both"}))
        ->capture_default_str();
    app.add_flag("--replace", options_.replace, "Write over a generated set");
    app.footer(
        "Writes images/{train,val}, masks/{train,val}, labels.json, demo.json (the seed of every scene) and README.txt. The\n"
        "pictures are free of any rights (CC0). The same flags give the same files.\n\nExamples:\n"
        "  ssaseg demo-data scenes\n"
        "  ssaseg demo-data streets --kind street --train 1000 --val 200 --size 512x256 --seed 7");
  }

  int run(Console& console, StopToken stop) override {
    const std::optional<Size> size = parseSize(size_);
    if (!size)
      return console.fail(
          {ErrorCode::badOption, {{"option", "size"}, {"value", size_}, {"expected", "WIDTHxHEIGHT, such as 320x240"}}});
    options_.size = *size;
    options_.scenes = kind_ == "street" ? DemoScenes::street : kind_ == "indoor" ? DemoScenes::indoor : DemoScenes::both;
    console.startProgress("demo-data");
    const auto start = std::chrono::steady_clock::now();
    const Result<void> written = writeDemoSet(out_, options_, stop, console);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    console.endProgress();
    if (!written) return console.fail(withFlag(written.error()));
    const int scenes = options_.train + options_.val;
    console.printText(out_ + ": " + std::to_string(options_.train) + " scenes for training, " + std::to_string(options_.val) +
                      " for validation, " + fixed(scenes / seconds, 1) + " a second\n");
    console.printJson(Json{{"out", out_},
                           {"train", options_.train},
                           {"val", options_.val},
                           {"width", size->width},
                           {"height", size->height},
                           {"seed", options_.seed},
                           {"classes", demoLabels().count()},
                           {"seconds", seconds},
                           {"scenes_per_second", scenes / seconds}});
    return kExitDone;
  }

 private:
  static Error withFlag(Error error) {
    if (error.code != ErrorCode::badOption || error.arg("option") != "folder") return error;
    return {ErrorCode::badOption,
            {{"option", "out"},
             {"value", std::string(error.arg("value"))},
             {"expected", "a new or empty folder, or --replace for a generated set"}}};
  }

  std::string out_, size_ = "320x240", kind_ = "both";
  DemoSetOptions options_;
};

}  // namespace

std::unique_ptr<Verb> makeDemoDataVerb() { return std::make_unique<DemoDataVerb>(); }

}  // namespace ssa::cli
