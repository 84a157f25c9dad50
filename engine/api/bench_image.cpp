#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>

#include "engine/api/bench.h"
#include "engine/api/bench_rounds.h"
#include "engine/api/device.h"
#include "engine/api/guard.h"
#include "engine/api/model_impl.h"
#include "engine/api/predict_setup.h"
#include "engine/api/tensor_threads.h"
#include "engine/training/run_clock.h"

namespace ssa {
namespace {

constexpr int kQuickImageRounds = 5, kFullImageRounds = 15;
constexpr const char* kStages[] = {"prepare", "backbone", "decoder", "classifier", "upsample"};

Result<ImageBench> run(const Model& model, const Image8& image, const PredictOptions& predict, const BenchOptions& options,
                       StopToken stop, ProgressSink& progress) {
  SSA_TRY(checkOptions(predict));
  if (image.empty()) throw ContractViolation("benchImage: empty picture");
  InferenceOptions inference = inferenceOptions(image.size(), predict);
  if (options.threads > 0) inference.threads = options.threads;
  const int rounds = options.rounds > 0 ? options.rounds : options.full ? kFullImageRounds : kQuickImageRounds;

  const std::scoped_lock lock(model.impl().mutex);
  const TensorThreads threads(inference.threads);
  ImageBench bench;
  bench.environment = benchEnvironment(inference.threads);
  bench.environment.emplace_back("device", model.impl().device.used);
  bench.model = model.info().title();
  bench.image = image.size();
  bench.rounds = rounds;
  bench.residentBytes = residentBytes();

  std::map<std::string, std::int64_t, std::less<>> peak;
  inference.onStage = [&](std::string_view stage) {
    auto& highest = peak.try_emplace(std::string(stage), 0).first->second;
    highest = std::max(highest, peakResidentBytes());
    resetPeakResident();
  };
  std::map<std::string, std::vector<double>> wall;
  std::vector<double> total;
  NoProgress quiet;
  for (int round = 0; round <= rounds; ++round) {
    if (stop.stop_requested()) return ErrorCode::stopped;
    progress.report(static_cast<double>(round) / (rounds + 1), "forward");
    resetPeakResident();
    const auto start = std::chrono::steady_clock::now();
    auto passes = makePasses(image, predict, stop);
    if (!passes) return passes.error();
    const double resize = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    auto result = infer(*model.impl().segmentor, *passes, inference, stop, quiet);
    if (!result) return result.error();
    if (round == 0) continue;  // warm-up
    total.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    const StageSeconds& s = result->seconds;
    const double seconds[] = {s.prepare, s.backbone, s.decoder, s.classifier, s.upsample};
    for (std::size_t i = 0; i < std::size(kStages); ++i) wall[kStages[i]].push_back(seconds[i] * 1e3 + (i == 0 ? resize : 0));
  }
  bench.total.stage = "total";
  bench.total.wall_ms = spread(total);
  for (const char* stage : kStages) {
    bench.stages.push_back({stage, spread(wall[stage]), peak[stage]});
    bench.total.peakBytes = std::max(bench.total.peakBytes, peak[stage]);
  }
  return bench;
}

}  // namespace

Result<ImageBench> benchImage(const Model& model, const Image8& image, const PredictOptions& predict, const BenchOptions& options,
                              StopToken stop, ProgressSink& progress) {
  return guarded([&] { return run(model, image, predict, options, stop, progress); });
}

}  // namespace ssa
