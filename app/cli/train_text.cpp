#include "app/cli/train_text.h"

#include <array>
#include <cstdio>
#include <variant>

namespace ssa::cli {
namespace {

std::string significant(double value) {
  std::array<char, 32> text{};
  return {text.data(), static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.4g", value))};
}

std::string duration(double seconds) {
  const auto whole = static_cast<long long>(seconds + 0.5);
  const auto two = [](long long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(whole / 3600) + ":" + two(whole / 60 % 60) + ":" + two(whole % 60);
}

std::string megabytes(std::int64_t bytes) { return grouped(bytes >> 20) + " MB"; }

struct Shown {
  Console& console;
  void operator()(const StartEvent& e) const {
    console.note("Training on " + e.device + ": " + grouped(e.trainPairs) + " pairs, " + grouped(e.valPairs) +
                 " for validation, iterations " + grouped(e.iteration) + " to " + grouped(e.iterations));
  }
  void operator()(const StateEvent& e) const {
    console.note(std::string(name(e.state)) + (e.reason.empty() ? "" : ": " + e.reason));
  }
  void operator()(const StepEvent& e) const {
    std::string line = "step " + grouped(e.iteration) + "  lr " + significant(e.lr);
    for (const auto& [term, value] : e.losses) line += "  " + term + " " + significant(value);
    console.note(line + "  acc " + fixed(e.accuracy, 1) + "  " + fixed(e.seconds, 3) + " s (data " + fixed(e.data_seconds, 3) +
                 ")  eta " + duration(e.eta_seconds) + "  " + megabytes(e.memory_bytes));
  }
  void operator()(const EvalEvent& e) const {
    console.note("val " + grouped(e.iteration) + "  " + e.masks + "  mIoU " + fixed(e.mIoU, 2) + "  mAcc " + fixed(e.mAcc, 2) +
                 "  aAcc " + fixed(e.aAcc, 2) + "  " + fixed(e.seconds, 1) + " s");
  }
  void operator()(const CheckpointEvent& e) const { console.note("saved " + e.path + (e.best ? " (best)" : "")); }
  void operator()(const SampleEvent&) const {}
  void operator()(const WarningEvent& e) const { console.warn(e.warning); }
  /// The error that ends the run is told at its end.
  void operator()(const ErrorEvent&) const {}
};

}  // namespace

void showEvent(Console& console, const RunEvent& event) { std::visit(Shown{console}, event.what); }

std::string toText(const TrainOutcome& outcome) {
  std::string text = std::string(name(outcome.state)) + " after " + grouped(outcome.iteration) + " iterations\n";
  if (outcome.best)
    text += "best mIoU " + fixed(outcome.best->mIoU, 2) + " at iteration " + grouped(outcome.best->iteration) + "\n";
  if (!outcome.checkpoint.empty()) text += "model     " + outcome.checkpoint.string() + "\n";
  return text;
}

std::string toText(const DryRunReport& report) {
  std::string text = "device     " + report.device + "\npairs      " + grouped(report.trainPairs) + " to learn from, " +
                     grouped(report.valPairs) + " for validation\nparameters " + grouped(report.parameters) + ", of which " +
                     grouped(report.trainableParameters) + " learn\nmemory     " + megabytes(report.memory_bytes) + " of " +
                     megabytes(report.freeMemory_bytes) + " free\ndisk       " + megabytes(report.disk_bytes) + " of " +
                     megabytes(report.freeDisk_bytes) + " free\nstep       " + fixed(report.step_seconds, 3) + " s\nvalidation " +
                     fixed(report.eval_seconds, 1) + " s\nwhole run  " + duration(report.total_seconds) + "\n";
  for (const auto& [term, value] : report.losses) text += "  " + term + " " + significant(value) + "\n";
  return text;
}

Json toJson(const TrainOutcome& outcome) {
  Json object{{"state", name(outcome.state)}, {"reason", outcome.reason}, {"iteration", outcome.iteration}};
  if (outcome.best) object["best"] = {{"iteration", outcome.best->iteration}, {"mIoU", outcome.best->mIoU}};
  if (!outcome.checkpoint.empty()) object["checkpoint"] = outcome.checkpoint.string();
  return object;
}

}  // namespace ssa::cli
