#include <CLI/CLI.hpp>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "app/cli/labels_option.h"
#include "app/cli/option_flags.h"
#include "app/cli/segment_files.h"
#include "app/cli/segment_plan.h"
#include "app/cli/verb.h"
#include "engine/api/model.h"
#include "engine/api/predictor.h"
#include "engine/image/read.h"

namespace ssa::cli {
namespace {

/// Concerns all pictures, not the one at hand.
bool endsRun(ErrorCode code) {
  return code == ErrorCode::stopped || code == ErrorCode::deviceFault || code == ErrorCode::diskFull;
}

/// Progress of one picture as a part of the whole run.
class PartOfRun final : public ProgressSink {
 public:
  PartOfRun(Console& console, std::size_t done, std::size_t all) : console_(console), done_(done), all_(all) {}
  void report(double fraction, std::string_view stage) override {
    const double inside = fraction < 0 ? 0 : fraction;
    console_.report((static_cast<double>(done_) + inside) / static_cast<double>(all_), stage);
  }

 private:
  Console& console_;
  std::size_t done_, all_;
};

class SegmentVerb final : public Verb {
 public:
  std::string name() const override { return "segment"; }
  std::string summary() const override { return "Write the masks of pictures"; }

  void declare(CLI::App& app) override {
    app.add_option("inputs", inputs_, "Pictures, folders, or quoted patterns such as 'photos/**/*.jpg'")
        ->required()
        ->type_name("INPUT");
    app.add_option("--model", models_, "Model folder or checkpoint; several give a folder each")
        ->required()
        ->take_all()
        ->allow_extra_args(false);
    app.add_option("--out", out_, "Folder for the results")->required()->type_name("DIR");
    app.add_option("--labels", labels_, labelsHelp());
    app.add_option("--device", device_, "auto, cpu or cuda:N")->capture_default_str();
    app.add_flag("--no-recursive", no_recursive_, "Leave out sub-folders");
    app.add_flag("--force", force_, "Also pictures whose results are there already");
    constexpr const char* kFiles = "Files beside mask and sidecar";
    app.add_flag("--coarse", outputs_.coarse, "NAME.coarse.png: coarse mask of an SSA model")->group(kFiles);
    app.add_flag("--overlay", outputs_.overlay, "NAME.overlay.png: mask over the picture")->group(kFiles);
    app.add_flag("--confidence", outputs_.confidence, "NAME.confidence.png: largest probability, 0 to 255")->group(kFiles);
    app.add_flag("--logits", outputs_.logits, "NAME.logits.npy: class scores at feature size, float32")->group(kFiles);
    app.add_flag("--features", outputs_.features, "NAME.feature.npy: features before the classifier, float32")->group(kFiles);
    FlagVisitor flags(app);
    describe(flags, options_);
    app.footer(
        "Masks are 8-bit PNG whose values are class ids; NAME.json beside each says where it comes from. A run that was stopped\n"
        "goes on where it was: results of the same weights, options and picture are kept. A picture that cannot be read is "
        "named\n"
        "and left out, and the exit code is 1. Pictures are never changed.\n\nExamples:\n"
        "  ssaseg segment street.jpg --model models/street --out masks\n"
        "  ssaseg segment photos --model baseline.pth --model ssa.pth --out masks --coarse --overlay\n"
        "  ssaseg segment 'photos/**/*.tif' --model models/street --out masks --scales 0.75,1,1.25 --flip");
  }

  int run(Console& console, StopToken stop) override {
    options_.scores = outputs_.confidence;
    options_.arrays = outputs_.logits || outputs_.features;
    if (options_.stride_px > options_.crop_px)
      return console.fail(
          {ErrorCode::badOption,
           {{"option", "stride"}, {"value", std::to_string(options_.stride_px)}, {"expected", "at most --crop"}}});
    OpenModelOptions open;
    open.device = device_;
    if (!labels_.empty()) {
      auto labels = resolveLabels(labels_);
      if (!labels) return console.fail(labels.error());
      open.labels = std::move(*labels);
    }
    auto plan = planSegment(inputs_, out_, no_recursive_ ? Recursive::no : Recursive::yes, stop);
    if (!plan) return console.fail(plan.error());
    console.warn(plan->warnings);
    if (plan->items.empty()) return console.fail(plan->failures.front());
    for (const Error& failure : plan->failures) addFailure(console, failure);

    std::set<std::string> folders;
    ExitCode ended = kExitDone;
    total_ = plan->items.size() * models_.size();
    console.startProgress("segment");
    for (const std::string& path : models_) {
      auto model = openModel(path, open, stop, nullptr);
      if (!model) {
        addFailure(console, model.error());
        ended = exitCodeOf(model.error().code);
        break;
      }
      console.warn(model->warnings);
      std::filesystem::path folder = out_;
      if (models_.size() > 1) folder /= freshName(model->value->info().name, folders);
      ended = runModel(console, *model->value, folder, plan->items, stop);
      if (ended != kExitDone) break;
    }
    console.endProgress();
    return summarise(console, ended);
  }

 private:
  static std::string freshName(const std::string& wanted, std::set<std::string>& taken) {
    std::string name = wanted;
    for (int i = 2; !taken.insert(name).second; ++i) name = wanted + "-" + std::to_string(i);
    return name;
  }

  void addFailure(Console& console, const Error& error) {
    console.complain(error);
    ++failed_;
    if (error.code == ErrorCode::outOfMemory) retry_ = true;
    files_.push_back({{"path", error.arg("path")}, {"state", "failed"}, {"error", toJson(error)}});
  }

  /// kExitDone unless the run has to end here.
  ExitCode runModel(Console& console, const Model& model, const std::filesystem::path& folder,
                    const std::vector<SegmentItem>& items, const StopToken& stop) {
    const SegmentFiles files(folder, model.info(), options_, outputs_);
    for (const SegmentItem& item : items) {
      PartOfRun progress(console, looked_at_++, total_);
      if (stop.stop_requested()) return kExitStopped;
      if (!force_ && files.isDone(item)) {
        ++kept_;
        files_.push_back({{"path", item.image.string()}, {"state", "kept"}, {"mask", files.maskOf(item).string()}});
        continue;
      }
      if (Result<void> done = segmentOne(console, model, files, item, stop, progress); !done) {
        Error error = done.error();
        if (error.code == ErrorCode::stopped) return kExitStopped;
        if (error.arg("path").empty()) error.args.emplace_back("path", item.image.string());
        addFailure(console, error);
        if (endsRun(error.code)) return exitCodeOf(error.code);
      }
    }
    return kExitDone;
  }

  Result<void> segmentOne(Console& console, const Model& model, const SegmentFiles& files, const SegmentItem& item,
                          const StopToken& stop, ProgressSink& progress) {
    auto picture = readImage(item.image);
    if (!picture) return std::move(picture).error();
    auto prediction = predict(model, picture->value.image, item.image.string(), options_, stop, progress);
    if (!prediction) return std::move(prediction).error();
    Warnings warnings = std::move(picture->warnings);
    warnings.insert(warnings.end(), prediction->warnings.begin(), prediction->warnings.end());
    auto written = files.write(item, picture->value, *prediction, warnings);
    if (!written) return std::move(written).error();
    ++written_;
    console.warn(warnings);
    Json seconds = Json::object();
    std::string text;
    for (const StageTime& time : prediction->times) {
      seconds[time.stage] = time.seconds;
      text += "  " + time.stage + " " + fixed(1000 * time.seconds, 1) + " ms";
    }
    if (console.settings().verbose) console.note(item.image.string() + text);
    files_.push_back({{"path", item.image.string()},
                      {"state", "written"},
                      {"mask", files.maskOf(item).string()},
                      {"files", *written},
                      {"seconds", std::move(seconds)},
                      {"warnings", toJson(warnings)}});
    return {};
  }

  int summarise(Console& console, ExitCode ended) {
    if (ended == kExitDone && failed_ > 0) ended = retry_ ? kExitRetry : kExitFailed;
    std::string text = std::to_string(written_) + " written";
    if (kept_ > 0) text += ", " + std::to_string(kept_) + " kept from an earlier run";
    if (failed_ > 0) text += ", " + std::to_string(failed_) + " failed";
    if (ended == kExitStopped) text += "; stopped, the same command goes on from here";
    console.note(text + " (" + out_ + ")");
    console.printJson(Json{{"out", out_},
                           {"written", written_},
                           {"kept", kept_},
                           {"failed", failed_},
                           {"stopped", ended == kExitStopped},
                           {"files", files_}});
    return ended;
  }

  std::vector<std::string> inputs_, models_;
  std::string out_, labels_, device_ = "auto";
  bool no_recursive_ = false, force_ = false;
  PredictOptions options_;
  SegmentOutputs outputs_;

  std::size_t total_ = 0, looked_at_ = 0;
  int written_ = 0, kept_ = 0, failed_ = 0;
  bool retry_ = false;
  Json files_ = Json::array();
};

}  // namespace

std::unique_ptr<Verb> makeSegmentVerb() { return std::make_unique<SegmentVerb>(); }

}  // namespace ssa::cli
