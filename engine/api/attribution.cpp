#include "engine/api/attribution.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <mutex>

#include "engine/analysis/channels.h"
#include "engine/api/attribution_impl.h"
#include "engine/api/device.h"
#include "engine/api/guard.h"
#include "engine/api/model_impl.h"
#include "engine/api/tensor_threads.h"
#include "engine/cuda/upsample_argmax.h"
#include "engine/inference/memory_guard.h"
#include "engine/tensor/from_image.h"

namespace ssa {
namespace {

Error badTarget(const char* option, std::string value, std::string expected) {
  return {ErrorCode::badOption, {{"option", option}, {"value", std::move(value)}, {"expected", std::move(expected)}}};
}

std::string sizeText(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

ActivationStage describeStage(std::string id, const Tensor& activation) {
  return {std::move(id),
          static_cast<int>(activation.size(1)),
          {static_cast<int>(activation.size(3)), static_cast<int>(activation.size(2))}};
}

/// The region as 0 and 1, and its pixels.
Result<std::pair<Tensor, std::int64_t>> regionOf(const Activations& activations, const AttributionTarget& target) {
  const Size picture = activations.picture();
  const Tensor region = at::zeros({picture.height, picture.width}, at::kFloat);
  float* const to = region.data_ptr<float>();
  std::int64_t pixels = 0;
  const auto mark = [&](const LabelMap& map, auto inside) {
    const auto labels = map.labels();
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (!inside(labels[i])) continue;
      to[i] = 1;
      ++pixels;
    }
  };
  switch (target.over) {
    case AttributionTarget::Over::predicted:
      mark(activations.mask(target.head), [&](std::uint8_t id) { return id == target.classId; });
      break;
    case AttributionTarget::Over::region:
      if (target.region.size() != picture) return badTarget("region", sizeText(target.region.size()), sizeText(picture));
      mark(target.region, [](std::uint8_t value) { return value != 0; });
      break;
    case AttributionTarget::Over::pixel: {
      const Point p = target.pixel_in_image;
      if (!Rect{0, 0, picture.width, picture.height}.contains(p))
        return badTarget("pixel", std::to_string(p.x) + "," + std::to_string(p.y), "inside " + sizeText(picture));
      to[std::int64_t{p.y} * picture.width + p.x] = 1;
      pixels = 1;
      break;
    }
  }
  return std::pair{region, pixels};
}

/// Scales, upsamples and tells why there is nothing to see.
void finishMap(GradCam& cam, const RawCam& raw, Size picture) {
  const Tensor weights = raw.weights.to(at::kCPU, at::kDouble).contiguous();
  cam.weights.assign(weights.data_ptr<double>(), weights.data_ptr<double>() + weights.numel());
  cam.grid = {static_cast<int>(raw.map.size(1)), static_cast<int>(raw.map.size(0))};
  Tensor positive = raw.map.to(at::kCPU, at::kFloat).clamp_min(0);
  const double largest = positive.max().item<double>();
  if (cam.pixels == 0)
    cam.empty = EmptyMap::noPixels;
  else if (std::all_of(cam.weights.begin(), cam.weights.end(), [](double weight) { return weight == 0; }))
    cam.empty = EmptyMap::noGradient;
  else if (!(largest > 0))
    cam.empty = EmptyMap::nothingAgrees;
  if (cam.empty != EmptyMap::no) {
    cam.cells.assign(static_cast<std::size_t>(cam.grid.area()), 0);
    cam.map = ScoreMap(picture);
    return;
  }
  cam.largest = largest;
  positive = positive / largest;
  cam.cells = floats(positive);
  cam.map = pictureMap(positive, picture);
}

Result<RawCam> rawCam(const Activations& activations, const std::string& stage, MaskKind head, const CamScore& score,
                      std::string& method, const StopToken& stop) {
  const Activations::Impl& impl = activations.impl();
  const bool ssa = score.logits == ScoreLogits::output && activations.hasCoarse();
  if (stage == kClassifierInputStage || (stage == kFeatureStage && !ssa)) {
    method = "closed form";
    return ssa ? cosineCam(impl.trace, score) : linearCam(impl.trace.coarse, impl.weights.fixed, impl.weights.bias, score);
  }
  if (stage == kFeatureStage) {
    method = "vector-Jacobian product";
    const Tensor gradient =
        ssaFeatureGradient(impl.weights, impl.model->info().config.ssa, impl.trace, score.classId, score.cellWeights);
    return camFromGradient(impl.trace.feature, gradient);
  }
  auto activation = stageActivation(activations, stage, head);
  if (!activation) return std::move(activation).error();
  method = "suffix backward";
  Segmentor::Parts known;
  for (const ActivationStage& one : impl.stages) {
    known.emplace(one.id, impl.parts.at(one.id));
    if (one.id == stage) break;
  }
  const std::scoped_lock lock(impl.model->impl().mutex);
  if (stop.stop_requested()) return ErrorCode::stopped;
  return camFromGradient(*activation, suffixGradient(*impl.model->impl().segmentor, known, stage, score));
}

Result<GradCam> explain(const Activations& activations, const std::string& stage, const AttributionTarget& target,
                        const StopToken& stop, ProgressSink& progress) {
  const auto start = std::chrono::steady_clock::now();
  const at::NoGradGuard noGrad;
  const TensorThreads threads(computeThreads());
  auto wanted = targetScore(activations, target);
  if (!wanted) return std::move(wanted).error();
  if (stop.stop_requested()) return ErrorCode::stopped;
  progress.report(0, "gradient");
  GradCam cam;
  cam.stage = stage;
  cam.pixels = wanted->pixels;
  cam.score = scoreOf(activations.impl().trace, wanted->score);
  auto raw = rawCam(activations, stage, target.head, wanted->score, cam.method, stop);
  if (!raw) return std::move(raw).error();
  finishMap(cam, *raw, activations.picture());
  cam.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  progress.report(1, "gradient");
  return cam;
}

Result<std::shared_ptr<const Activations>> traceParts(std::shared_ptr<const Model> model, const Image8& image,
                                                      const StopToken& stop, ProgressSink& progress) {
  if (image.empty()) throw ContractViolation("traceActivations: empty picture");
  auto impl = std::make_unique<Activations::Impl>();
  impl->model = std::move(model);
  impl->picture = image.size();
  const ModelConfig& config = impl->model->info().config;
  progress.report(0, "forward");
  const std::scoped_lock lock(impl->model->impl().mutex);
  if (stop.stop_requested()) return ErrorCode::stopped;
  const at::NoGradGuard noGrad;
  const TensorThreads threads(computeThreads());
  Segmentor& network = *impl->model->impl().segmentor;
  const at::Device device = network.module().parameters().front().device();
  // A backward keeps what a forward passes on.
  const std::int64_t needed = 2 * estimatedForwardBytes(config.architecture, config.num_classes, image.size());
  if (needed > forwardBudgetBytes(device.is_cuda() ? device.index() : -1))
    return Error(ErrorCode::outOfMemory, {{"device", device.is_cuda() ? "cuda" : "cpu"}, {"bytes", std::to_string(needed)}});
  const Tensor input = fromImage(image, config.mean, config.std).to(device);
  impl->trace = network.forwardParts(input, [&](std::string_view part, const Tensor& output) {
    if (part == "classifier") return;
    impl->stages.push_back(describeStage(std::string(part), output));
    impl->parts.emplace(part, output);
  });
  impl->weights = ssaWeights(network);
  impl->stages.push_back(describeStage(std::string(kClassifierInputStage), impl->trace.feature));
  if (stop.stop_requested()) return ErrorCode::stopped;
  progress.report(0.9, "upsample");
  impl->refined = upsampledMask(impl->trace.logits, impl->picture);
  if (config.classifier == ClassifierKind::ssa) impl->coarse = upsampledMask(impl->trace.coarse, impl->picture);
  progress.report(1, "upsample");
  return std::make_shared<const Activations>(std::move(impl));
}

}  // namespace

Activations::Activations(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Activations::~Activations() = default;
const std::vector<ActivationStage>& Activations::stages() const { return impl_->stages; }
const ModelInfo& Activations::model() const { return impl_->model->info(); }
int Activations::classes() const { return model().config.num_classes; }
bool Activations::hasCoarse() const { return model().config.classifier == ClassifierKind::ssa; }
Size Activations::picture() const { return impl_->picture; }
const LabelMap& Activations::mask(MaskKind kind) const { return impl_->mask(kind); }
std::int64_t Activations::bytes() const {
  std::int64_t total = 2 * impl_->picture.area();
  const auto add = [&](const Tensor& t) { total += t.defined() ? t.numel() * t.element_size() : 0; };
  for (const auto& [name, output] : impl_->parts) add(output);
  for (const Tensor& t : {impl_->trace.coarse, impl_->trace.positionFeature, impl_->trace.logits}) add(t);
  return total;
}

Result<std::shared_ptr<const Activations>> traceActivations(std::shared_ptr<const Model> model, const Image8& image,
                                                            StopToken stop, ProgressSink& progress) {
  return guarded([&] { return traceParts(std::move(model), image, stop, progress); });
}

Result<GradCam> gradCam(const Activations& activations, const std::string& stage, const AttributionTarget& target, StopToken stop,
                        ProgressSink& progress) {
  return guarded([&] { return explain(activations, stage, target, stop, progress); });
}

std::optional<double> shareOnClass(const ScoreMap& map, const LabelMap& mask, int classId) {
  if (map.size() != mask.size()) throw ContractViolation("shareOnClass: a map and a mask of one size");
  double all = 0, on = 0;
  for (std::size_t i = 0; i < map.values().size(); ++i) {
    const auto value = static_cast<double>(map.values()[i]);
    all += value;
    if (mask.labels()[i] == classId) on += value;
  }
  if (!(all > 0)) return std::nullopt;
  return 100 * on / all;
}

Result<ClassCams> classCams(const Activations& activations) {
  return guarded([&]() -> Result<ClassCams> {
    const auto start = std::chrono::steady_clock::now();
    const at::NoGradGuard noGrad;
    const Activations::Impl& impl = activations.impl();
    const Tensor above = (impl.trace.coarse.select(0, 0) - impl.weights.bias.view({-1, 1, 1})).clamp_min(0);  // (K,h,w)
    const Tensor largest = above.amax({1, 2}, true);                                                          // (K,1,1)
    const Tensor scaled = above / largest.masked_fill(largest == 0, 1);
    ClassCams cams;
    cams.grid = {static_cast<int>(above.size(2)), static_cast<int>(above.size(1))};
    for (std::int64_t k = 0; k < above.size(0); ++k) {
      cams.cells.push_back(floats(scaled[k]));
      cams.largest.push_back(largest[k].item<double>());
    }
    cams.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return cams;
  });
}

Result<Tensor> stageActivation(const Activations& activations, const std::string& stage, MaskKind head) {
  const Activations::Impl& impl = activations.impl();
  if (stage == kClassifierInputStage) return head == MaskKind::coarse ? impl.trace.feature : classifierInput(impl.trace);
  if (const auto found = impl.parts.find(stage); found != impl.parts.end()) return found->second;
  std::string names;
  for (const ActivationStage& one : impl.stages) names += (names.empty() ? "" : ", ") + one.id;
  return badTarget("stage", stage, names);
}

Result<TargetScore> targetScore(const Activations& activations, const AttributionTarget& target) {
  if (target.classId < 0 || target.classId >= activations.classes())
    return badTarget("class", std::to_string(target.classId), "0.." + std::to_string(activations.classes() - 1));
  if (target.head == MaskKind::coarse && !activations.hasCoarse()) return badTarget("head", "coarse", "refined");
  auto region = regionOf(activations, target);
  if (!region) return std::move(region).error();
  const Tensor& logits = activations.impl().trace.logits;
  TargetScore wanted;
  wanted.pixels = region->second;
  wanted.score.logits = target.head == MaskKind::coarse ? ScoreLogits::coarse : ScoreLogits::output;
  wanted.score.classId = target.classId;
  wanted.score.cellWeights = cellWeights(region->first, logits.size(2), logits.size(3)).to(logits.device());
  return wanted;
}

LabelMap upsampledMask(const Tensor& logits, Size picture) {
  const Tensor host = logits.select(0, 0).to(at::kCPU, at::kFloat).contiguous();  // (K,h,w)
  LabelMap mask(picture);
  cuda::PixelOutputs outputs;
  outputs.labels = mask.labels().data();
  const auto side = [&](int axis) { return static_cast<int>(host.size(axis)); };
  cuda::upsampleArgmax(host.data_ptr<float>(), side(0), side(1), side(2), cuda::bilinearTaps(side(1), picture.height),
                       cuda::bilinearTaps(side(2), picture.width), outputs, computeThreads());
  return mask;
}

std::vector<float> floats(const Tensor& t) {
  const Tensor host = t.to(at::kCPU, at::kFloat).contiguous();
  return {host.data_ptr<float>(), host.data_ptr<float>() + host.numel()};
}

ScoreMap pictureMap(const Tensor& cells, Size picture) {
  const Tensor large = onPicture(cells, picture.height, picture.width);
  ScoreMap map(picture);
  std::copy_n(large.data_ptr<float>(), large.numel(), map.values().data());
  return map;
}

}  // namespace ssa
