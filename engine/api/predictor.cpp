#include "engine/api/predictor.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <mutex>

#include "engine/api/device.h"
#include "engine/api/guard.h"
#include "engine/api/model_impl.h"
#include "engine/api/predict_setup.h"
#include "engine/api/strided_probe.h"
#include "engine/api/tensor_threads.h"
#include "engine/core/describe_json.h"
#include "engine/inference/inference.h"

namespace ssa {
namespace {

constexpr std::int64_t kScoreBandPixels = std::int64_t{1} << 20;

std::string nowUtc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

Provenance provenanceOf(const Model& model, const std::string& imagePath, const PredictOptions& options) {
  const ModelInfo& info = model.info();
  return {std::string("SSA Studio ") + SSA_VERSION,
          info.name,
          info.title(),
          info.sha256,
          info.config.trained,
          model.impl().device.used,
          optionsToJson(options),
          imagePath,
          nowUtc()};
}

Prediction fromResult(InferenceResult result) {
  Prediction prediction;
  prediction.refined = std::move(result.refined);
  prediction.coarse = std::move(result.coarse);
  prediction.scores = {std::move(result.confidence), std::move(result.entropy), std::move(result.margin)};
  const StageSeconds& s = result.seconds;
  prediction.times = {{"prepare", s.prepare},
                      {"backbone", s.backbone},
                      {"decoder", s.decoder},
                      {"classifier", s.classifier},
                      {"upsample", s.upsample}};
  prediction.warnings = std::move(result.warnings);
  if (result.kept) prediction.probe = std::make_shared<const StridedProbe>(std::move(result.kept));
  for (KeptArray& array : result.arrays)
    prediction.arrays.push_back({std::move(array.name), std::move(array.shape), std::move(array.values)});
  return prediction;
}

Result<Prediction> run(const Model& model, const Image8& image, const std::string& imagePath, const PredictOptions& options,
                       StopToken stop, ProgressSink& progress) {
  if (image.empty()) throw ContractViolation("predict: empty picture");
  SSA_TRY(checkOptions(options));
  progress.report(0, "prepare");
  const auto start = std::chrono::steady_clock::now();
  auto passes = makePasses(image, options, stop);
  if (!passes) return passes.error();
  const double prepare = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  const InferenceOptions inference = inferenceOptions(image.size(), options);
  const std::scoped_lock lock(model.impl().mutex);
  if (stop.stop_requested()) return ErrorCode::stopped;
  const TensorThreads threads(inference.threads);
  auto result = infer(*model.impl().segmentor, *passes, inference, stop, progress);
  if (!result) return result.error();
  result->seconds.prepare += prepare;
  Prediction prediction = fromResult(std::move(*result));
  prediction.provenance = provenanceOf(model, imagePath, options);
  return prediction;
}

}  // namespace

Result<Prediction> predict(const Model& model, const Image8& image, const std::string& imagePath, const PredictOptions& options,
                           StopToken stop, ProgressSink& progress) {
  return guarded([&] { return run(model, image, imagePath, options, stop, progress); });
}

Result<ScoreMaps> scoreMaps(const Prediction& prediction, MaskKind kind, int threads, StopToken stop, ProgressSink& progress) {
  return guarded([&]() -> Result<ScoreMaps> {
    const auto* probe = dynamic_cast<const StridedProbe*>(prediction.probe.get());
    if (!probe) return Error(ErrorCode::outOfMemory, {{"device", "cpu"}, {"bytes", std::to_string(kMostKeptBytes)}});
    const KeptLogits& kept = probe->kept();
    if (kind == MaskKind::coarse && !kept.hasCoarse())
      return Error(ErrorCode::badOption, {{"option", "kind"}, {"value", "coarse"}, {"expected", "refined"}});
    const Size size = kept.picture();
    ScoreMaps maps{ScoreMap(size), ScoreMap(size), ScoreMap(size)};
    const int step = static_cast<int>(std::clamp<std::int64_t>(kScoreBandPixels / size.width, 1, size.height));
    for (int begin = 0; begin < size.height; begin += step) {
      if (stop.stop_requested()) return ErrorCode::stopped;
      const int end = std::min(begin + step, size.height);
      const auto offset = static_cast<std::size_t>(begin) * static_cast<std::size_t>(size.width);
      cuda::PixelOutputs outputs;
      outputs.confidence = maps.confidence.values().data() + offset;
      outputs.entropy = maps.entropy.values().data() + offset;
      outputs.margin = maps.margin.values().data() + offset;
      kept.reduceRows(begin, end, kind == MaskKind::coarse ? LogitKind::coarse : LogitKind::refined, outputs,
                      threads > 0 ? threads : computeThreads());
      progress.report(static_cast<double>(end) / size.height, "upsample");
    }
    return maps;
  });
}

}  // namespace ssa
