#include "engine/inference/inference.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "engine/inference/logit_stream.h"
#include "engine/inference/memory_guard.h"
#include "engine/models/segmentor.h"

namespace ssa {
namespace {

constexpr std::int64_t kBandPixels = std::int64_t{1} << 20;  // the stop is asked for this often

/// How the passes are cut: whole, or the side of the windows.
struct Tiling {
  bool slide = false;
  Size crop, stride;

  std::string describe(Size network) const {
    if (slide) return "windows " + std::to_string(crop.width) + "x" + std::to_string(crop.height);
    return "whole " + std::to_string(network.width) + "x" + std::to_string(network.height);
  }
};

std::optional<Tiling> smaller(const Tiling& tiling, Size network) {
  const int side = std::max(network.width, network.height);
  for (const int crop : {1024, 512, 256, kSmallestCrop_px}) {
    const int current = tiling.slide ? std::max(tiling.crop.width, tiling.crop.height) : side;
    if (crop < current) return Tiling{true, {crop, crop}, {crop * 2 / 3, crop * 2 / 3}};
  }
  return std::nullopt;
}

Size largestInput(const std::vector<InferencePass>& passes) {
  Size largest;
  for (const InferencePass& pass : passes)
    if (pass.input->size().area() > largest.area()) largest = pass.input->size();
  return largest;
}

class Attempt {
 public:
  Attempt(Segmentor& network, const std::vector<InferencePass>& passes, const InferenceOptions& options, const Tiling& tiling,
          StopToken stop, ProgressSink& progress)
      : network_(network), options_(options), meter_(stop, progress, countWindows(passes, tiling)) {
    bool first = true;
    for (const InferencePass& pass : passes) {
      InferenceOptions own = options;
      own.keepArrays = options.keepArrays && first;
      streams_.emplace_back(network, pass, plan(pass, tiling), own, kMostKeptBytes / static_cast<std::int64_t>(passes.size()));
      first = false;
    }
  }

  Result<InferenceResult> run() {
    const Size picture = options_.picture;
    InferenceResult result;
    result.refined = LabelMap(picture);
    if (hasCoarse()) result.coarse = LabelMap(picture);
    if (options_.scores) result.confidence = result.entropy = result.margin = ScoreMap(picture);
    allocationPoint();
    const int most = static_cast<int>(std::clamp<std::int64_t>(kBandPixels / picture.width, 1, picture.height));
    for (int begin = 0; begin < picture.height;) {
      auto whole = streams_[0].bandEnd(begin, result.seconds, meter_);
      if (!whole) return whole.error();
      const int end = std::min(*whole, begin + most);
      if (meter_.stopped()) return ErrorCode::stopped;
      SSA_TRY(reduceBand(begin, end, result));
      meter_.upsampling(static_cast<double>(end) / picture.height);
      begin = end;
    }
    keep(result);
    return result;
  }

 private:
  static WindowPlan plan(const InferencePass& pass, const Tiling& tiling) {
    return tiling.slide ? planSlide(pass.input->size(), tiling.crop, tiling.stride) : planWhole(pass.input->size());
  }
  static std::int64_t countWindows(const std::vector<InferencePass>& passes, const Tiling& tiling) {
    std::int64_t windows = 0;
    for (const InferencePass& pass : passes) windows += plan(pass, tiling).windows();
    return windows;
  }
  bool hasCoarse() const { return network_.config().classifier == ClassifierKind::ssa; }

  Result<void> reduceBand(int begin, int end, InferenceResult& result) {
    std::vector<LogitStream::Band> bands;
    for (LogitStream& stream : streams_) {
      auto band = stream.band(begin, end, result.seconds, meter_);
      if (!band) return band.error();
      bands.push_back(std::move(*band));
    }
    const auto start = std::chrono::steady_clock::now();
    const auto offset = static_cast<std::size_t>(begin) * static_cast<std::size_t>(options_.picture.width);
    cuda::PixelOutputs refined;
    refined.labels = result.refined.row(begin);
    if (options_.scores) {
      refined.confidence = result.confidence.values().data() + offset;
      refined.entropy = result.entropy.values().data() + offset;
      refined.margin = result.margin.values().data() + offset;
    }
    reduce(bands, &LogitStream::Band::refined, refined);
    if (hasCoarse()) {
      cuda::PixelOutputs coarse;
      coarse.labels = result.coarse.row(begin);
      reduce(bands, &LogitStream::Band::coarse, coarse);
    }
    result.seconds.upsample += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (options_.onStage) options_.onStage("upsample");
    return {};
  }

  void reduce(const std::vector<LogitStream::Band>& bands, Tensor LogitStream::Band::*which,
              const cuda::PixelOutputs& outputs) const {
    std::vector<cuda::LogitView> views;
    cuda::Stream stream;
    for (std::size_t n = 0; n < bands.size(); ++n) {
      const Tensor& logits = bands[n].*which;
      if (logits.is_cuda()) stream.device = logits.get_device();
      views.push_back({logits.const_data_ptr<float>(), static_cast<int>(logits.size(1)), static_cast<int>(logits.size(2)),
                       &bands[n].rows, &streams_[n].cols()});
    }
    allocationPoint();
    cuda::upsampleArgmaxMean(views, network_.config().num_classes, outputs, options_.threads, stream);
  }

  void keep(InferenceResult& result) {
    if (options_.keepArrays) result.arrays = streams_[0].takeArrays();
    if (!options_.keepLogits) return;
    auto kept = std::make_shared<KeptLogits>();
    kept->classes = network_.config().num_classes;
    for (LogitStream& stream : streams_) {
      kept->passes.push_back(stream.takeKept());
      if (kept->passes.back().refined.empty()) return;
    }
    kept->featureNorm = streams_[0].takeFeatureNorm();
    keepPrototypes(*kept);
    result.kept = std::move(kept);
  }

  void keepPrototypes(KeptLogits& kept) const {
    const auto parameters = network_.module().named_parameters();
    const Tensor* weight = parameters.find("decode_head.conv_seg.weight");
    if (!weight || kept.featureNorm.empty()) return;
    const Tensor norm = weight->detach().flatten(1).norm(2, {1}).to(torch::kCPU, torch::kFloat).contiguous();  // (K)
    kept.prototypeNorm.assign(norm.data_ptr<float>(), norm.data_ptr<float>() + norm.numel());
    kept.bias.assign(kept.prototypeNorm.size(), 0);
    if (const Tensor* bias = parameters.find("decode_head.conv_seg.bias")) {
      const Tensor values = bias->detach().to(torch::kCPU, torch::kFloat).contiguous();  // (K)
      kept.bias.assign(values.data_ptr<float>(), values.data_ptr<float>() + values.numel());
    }
  }

  Segmentor& network_;
  const InferenceOptions& options_;
  ForwardMeter meter_;
  std::vector<LogitStream> streams_;
};

int cudaDeviceOf(Segmentor& network) {
  const auto parameters = network.module().parameters();
  return !parameters.empty() && parameters.front().is_cuda() ? parameters.front().get_device() : -1;
}

}  // namespace

Result<InferenceResult> infer(Segmentor& network, const std::vector<InferencePass>& passes, const InferenceOptions& options,
                              StopToken stop, ProgressSink& progress) {
  if (passes.empty() || options.picture.empty()) throw ContractViolation("infer: nothing to do");
  const torch::NoGradGuard noGradients;
  const Size largest = largestInput(passes);
  Warnings warnings;
  const auto note = [&](const Tiling& from, const Tiling& to) {
    warnings.push_back({WarningCode::smallerTiles, {{"from", from.describe(largest)}, {"to", to.describe(largest)}}});
  };
  Tiling tiling{options.slide, options.crop, options.stride};
  if (!tiling.slide) {
    const std::int64_t budget =
        options.forwardBudget_bytes > 0 ? options.forwardBudget_bytes : forwardBudgetBytes(cudaDeviceOf(network));
    const ModelConfig& config = network.config();
    if (estimatedForwardBytes(config.architecture, config.num_classes, largest) > budget) {
      if (const auto next = smaller(tiling, largest)) {
        note(tiling, *next);
        tiling = *next;
      }
    }
  }
  for (;;) {
    try {
      auto result = Attempt(network, passes, options, tiling, stop, progress).run();
      if (result) result->warnings = std::move(warnings);
      return result;
    } catch (const std::exception& fault) {
      if (!isOutOfMemory(fault)) throw;
      const auto next = smaller(tiling, largest);
      if (!next) return Error(ErrorCode::outOfMemory, {{"device", cudaDeviceOf(network) < 0 ? "cpu" : "cuda"}});
      note(tiling, *next);
      tiling = *next;
    }
  }
}

}  // namespace ssa
