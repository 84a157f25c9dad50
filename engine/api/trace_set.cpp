#include "engine/api/trace_set.h"

#include <utility>

#include "engine/core/run_errors.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

/// Options are the same for every file, so a bad one concerns the walk too.
bool endsWalk(ErrorCode code) { return concernsWholeRun(code) || code == ErrorCode::badOption; }

std::string text(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

Result<TracedSample> traceSample(const std::shared_ptr<const Model>& model, const DatasetSample& sample,
                                 const std::vector<int>& ignoredIds, const LabelSet& truthTable, const PredictOptions& options,
                                 const StopToken& stop) {
  auto picture = readImage(sample.image);
  if (!picture) return std::move(picture).error();
  TracedSample traced;
  traced.sample = &sample;
  traced.picture = std::move(picture->value.image);
  if (!sample.mask.empty()) {
    auto truth = readTruth(sample.mask, truthTable, ignoredIds);
    if (!truth) return std::move(truth).error();
    traced.truth = std::move(truth->value);
    if (traced.truth.size() != traced.picture.size())
      return Error(
          ErrorCode::sizeMismatch,
          {{"path", sample.mask.string()}, {"found", text(traced.truth.size())}, {"expected", text(traced.picture.size())}});
  }
  NoProgress quiet;
  auto trace = traceImage(model, traced.picture, sample.image.string(), options, stop, quiet);
  if (!trace) return std::move(trace).error();
  traced.trace = std::move(*trace);
  return traced;
}

}  // namespace

Result<std::vector<SkippedSample>> walkTraces(const std::shared_ptr<const Model>& model, const Dataset& dataset,
                                              const PredictOptions& options,
                                              const std::function<Result<void>(const TracedSample&)>& use, StopToken stop,
                                              ProgressSink& progress) {
  const LabelSet truthTable = tableFor(dataset, model->info().config.labels);
  std::vector<SkippedSample> skipped;
  const auto one = [&](const DatasetSample& sample) -> Result<void> {
    auto traced = traceSample(model, sample, dataset.ignoredIds, truthTable, options, stop);
    if (!traced) return std::move(traced).error();
    return use(*traced);
  };
  for (std::size_t i = 0; i < dataset.samples.size(); ++i) {
    if (stop.stop_requested()) return ErrorCode::stopped;
    progress.report(static_cast<double>(i) / static_cast<double>(dataset.samples.size()), "analyse");
    const DatasetSample& sample = dataset.samples[i];
    Result<void> done = one(sample);
    if (done) continue;
    Error error = done.error();
    if (endsWalk(error.code)) return error;
    if (error.arg("path").empty()) {
      std::erase_if(error.args, [](const auto& arg) { return arg.first == "path"; });
      error.args.emplace_back("path", sample.image.string());
    }
    skipped.push_back({std::string(error.arg("path")), std::move(error)});
  }
  progress.report(1, "analyse");
  if (!skipped.empty() && skipped.size() == dataset.samples.size()) return skipped.front().error;
  return skipped;
}

}  // namespace ssa
