#include <CLI/CLI.hpp>
#include <string>

#include "app/cli/train_flags.h"
#include "app/cli/train_text.h"
#include "app/cli/verb.h"
#include "engine/api/training_run.h"
#include "engine/core/safe_file.h"

namespace ssa::cli {
namespace {

constexpr std::uint64_t kMostConfigBytes = std::uint64_t{1} << 20;

class TrainVerb final : public Verb {
 public:
  std::string name() const override { return "train"; }
  std::string summary() const override { return "Train or fine-tune a model, plain or SSA"; }

  void declare(CLI::App& app) override {
    app.add_option("config", config_file_, "Configuration; flags are set over it")->type_name("CONFIG.json");
    app.add_option("--run,--work-dir", run_, "Run folder: configuration, events, checkpoints")->required()->type_name("DIR");
    CLI::Option* resume = app.add_flag("--resume", resume_, "Go on from the newest whole checkpoint of the run folder");
    app.add_flag("--dry-run", dry_run_, "One step and one validation picture: memory, disk and time; writes nothing")
        ->excludes(resume);
    flags_.declare(app);
    app.footer(
        "Every checkpoint of the run folder is a model folder. SIGTERM, SIGINT and SIGUSR1 save and stop; `touch\n"
        "DIR/control/pause` (or save, stop) asks the same of a trainer elsewhere. A second trainer in one folder refuses.\n\n"
        "Examples:\n"
        "  ssaseg train --data CamVid --run runs/plain --arch seaformer_t --classifier plain --iterations 4000 --batch 8\n"
        "  ssaseg train --data CamVid --run runs/ssa --weights runs/plain/checkpoints/step-000004000 --scope classifier\n"
        "  ssaseg train --run runs/ssa --resume\n"
        "  ssaseg train recipe.json --run runs/b --set optimizer.poly_power=0.9 --seed 3");
  }

  int run(Console& console, StopToken stop) override {
    keepFreedMemory();
    auto config = readConfig();
    if (!config) return console.fail(config.error());
    if (dry_run_) {
      auto report = dryRunTraining(*config, run_, stop, console);
      console.endProgress();
      if (!report) return console.fail(report.error());
      console.printText(toText(*report));
      console.printJson(Json::parse(toJsonLine(*report)));
      for (const Error& refusal : report->refusals) console.complain(refusal);
      return report->refusals.empty() ? kExitDone : kExitFailed;
    }
    auto outcome = train(*config, run_, resume_, stop, console, [&](const RunEvent& event) { showEvent(console, event); });
    console.endProgress();
    if (!outcome) return console.fail(outcome.error());
    console.printText(toText(*outcome));
    console.printJson(toJson(*outcome));
    return outcome->state == RunState::finished || outcome->reason == "requested" ? kExitDone : kExitStopped;
  }

 private:
  Result<TrainConfig> readConfig() const {
    TrainConfig config;
    if (!config_file_.empty()) {
      const auto bytes = readFile(config_file_, kMostConfigBytes);
      if (!bytes) return bytes.error();
      auto read = TrainConfig::fromJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, config_file_);
      if (!read) return read;
      config = *std::move(read);
    } else if (resume_) {
      auto read = readRunConfig(run_);
      if (!read) return read;
      config = *std::move(read);
    }
    SSA_TRY(flags_.apply(config));
    if (config.data.path.empty())
      return Error(ErrorCode::badOption, {{"option", "data"}, {"value", ""}, {"expected", "a data set folder"}});
    return config;
  }

  std::string config_file_, run_;
  bool resume_ = false, dry_run_ = false;
  TrainFlags flags_;
};

}  // namespace

std::unique_ptr<Verb> makeTrainVerb() { return std::make_unique<TrainVerb>(); }

}  // namespace ssa::cli
