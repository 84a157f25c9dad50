#include "engine/api/predict_setup.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "engine/api/device.h"
#include "engine/core/describe_json.h"
#include "engine/image/resample.h"

namespace ssa {
namespace {

constexpr std::int64_t kMostInputPixels = 400'000'000;

Error badOption(const std::string& option, const std::string& value, const std::string& expected) {
  return {ErrorCode::badOption, {{"option", option}, {"value", value}, {"expected", expected}}};
}

/// mmcv's size of a picture at a scale.
Size scaled(Size size, float scale) {
  const auto side = [&](int length) { return std::max(1.0, std::floor(length * static_cast<double>(scale) + 0.5)); };
  const double width = side(size.width), height = side(size.height);
  if (width * height > static_cast<double>(kMostInputPixels)) return {};
  return {static_cast<int>(width), static_cast<int>(height)};
}

}  // namespace

Result<void> checkOptions(const PredictOptions& options) {
  if (options.scales.empty()) return badOption("scales", "[]", "list of 0.25..4.0");
  const auto written = nlohmann::json::parse(optionsToJson(options));
  PredictOptions copy;
  SSA_TRY(optionsFromJson(written, copy));
  if (options.stride_px > options.crop_px) return badOption("stride", std::to_string(options.stride_px), "at most crop");
  if (options.threads < 0) return badOption("threads", std::to_string(options.threads), "0..");
  return {};
}

Result<std::vector<InferencePass>> makePasses(const Image8& image, const PredictOptions& options, StopToken stop) {
  std::vector<InferencePass> passes;
  for (const float scale : options.scales) {
    if (stop.stop_requested()) return ErrorCode::stopped;
    const Size size = scaled(image.size(), scale);
    if (size.empty()) return badOption("scales", std::to_string(scale), "a network input of at most 400 million pixels");
    // The caller's picture outlives the call.
    std::shared_ptr<const Image8> input = size == image.size() ? std::shared_ptr<const Image8>(std::shared_ptr<void>{}, &image)
                                                               : std::make_shared<const Image8>(resizeBilinear(image, size));
    passes.push_back({input, false});
    if (options.flip) passes.push_back({input, true});
  }
  return passes;
}

InferenceOptions inferenceOptions(Size picture, const PredictOptions& options) {
  InferenceOptions inference;
  inference.picture = picture;
  inference.slide = options.window == WindowMode::slide;
  inference.crop = {options.crop_px, options.crop_px};
  inference.stride = {options.stride_px, options.stride_px};
  inference.direct = options.resize == ResizeMode::direct;
  inference.scores = options.scores;
  inference.keepArrays = options.arrays;
  inference.threads = options.threads > 0 ? options.threads : computeThreads();
  return inference;
}

}  // namespace ssa
