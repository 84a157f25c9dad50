#include "engine/api/image_trace.h"

#include <torch/torch.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "engine/api/guard.h"
#include "engine/api/image_trace_impl.h"
#include "engine/api/model_impl.h"
#include "engine/api/predict_setup.h"
#include "engine/cuda/upsample_argmax.h"
#include "engine/inference/network_input.h"
#include "engine/inference/window_plan.h"
#include "engine/losses/labels.h"

namespace ssa {
namespace {

std::string text(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

std::string nameOf(PrototypeKind kind) {
  for (const Choice<PrototypeKind>& choice : kPrototypeKinds)
    if (choice.value == kind) return std::string(choice.name);
  return {};
}

Error noSuchPrototypes(PrototypeKind kind, const std::string& expected) {
  return {ErrorCode::badOption, {{"option", "prototypes"}, {"value", nameOf(kind)}, {"expected", expected}}};
}

/// Mean of F weighted by the softmax of the logits over classes: what S_c is, and would be for a plain model.
Tensor coarseCentre(const SsaTrace& t) {
  if (t.semanticCentre.defined()) return t.semanticCentre[0];
  const Tensor weights = t.coarse.softmax(1).flatten(2)[0];                                          // (K,N)
  return at::mm(weights, t.feature.flatten(2)[0].transpose(0, 1)) / (weights.sum(1, true) + 1e-12);  // (K,C)
}

/// cell of `cells` that pixel x of a picture falls into; the network's side is the picture's, padded at the end.
int cellAlong(std::int64_t x, std::int64_t cells, std::int64_t picture, std::int64_t network, std::int64_t padded) {
  return static_cast<int>(std::clamp<std::int64_t>(x * cells * network / (picture * padded), 0, cells - 1));
}
int firstPixel(std::int64_t cell, std::int64_t cells, std::int64_t picture, std::int64_t network, std::int64_t padded) {
  const std::int64_t over = cells * network;
  return static_cast<int>(std::min((cell * picture * padded + over - 1) / over, picture));
}

struct StopForward {};

}  // namespace

bool needsTruth(PrototypeKind kind) { return kind >= PrototypeKind::teacherCentre; }

std::optional<FeatureSpace> spaceOf(PrototypeKind kind) {
  switch (kind) {
    case PrototypeKind::fixed:
    case PrototypeKind::coarseCentre:
    case PrototypeKind::teacherCentre:
      return FeatureSpace::decoder;
    case PrototypeKind::joint:
    case PrototypeKind::teacherJoint:
      return FeatureSpace::joint;
    default:
      return std::nullopt;
  }
}

Error lacks(const ImageTraceInfo& info, const std::string& expected) {
  return {ErrorCode::badOption, {{"option", "model"}, {"value", info.model}, {"expected", expected}}};
}

Result<void> checkIds(const LabelMap& mask, int classes) {
  const auto histogram = mask.histogram();
  for (int id = classes; id < kIgnore; ++id)
    if (const std::int64_t pixels = histogram[static_cast<std::size_t>(id)])
      return Error(
          ErrorCode::maskIdOutOfRange,
          {{"path", ""}, {"id", std::to_string(id)}, {"classes", std::to_string(classes)}, {"pixels", std::to_string(pixels)}});
  return {};
}

FeatureRows toRows(const Tensor& rows) {
  const Tensor host = rows.to(at::kFloat).contiguous();
  const float* values = host.const_data_ptr<float>();
  return {static_cast<int>(host.size(0)), static_cast<int>(host.size(1)), {values, values + host.numel()}};
}

LabelMap toLabelMap(const Tensor& cells) {
  const Tensor host = cells.to(at::kByte).contiguous();
  LabelMap map({static_cast<int>(host.size(2)), static_cast<int>(host.size(1))});
  std::copy_n(host.const_data_ptr<std::uint8_t>(), map.labels().size(), map.labels().begin());
  return map;
}

ScoreMap toScoreMap(const Tensor& cells) {
  const Tensor host = cells.to(at::kFloat).contiguous();
  ScoreMap map({static_cast<int>(host.size(2)), static_cast<int>(host.size(1))});
  std::copy_n(host.const_data_ptr<float>(), map.values().size(), map.values().begin());
  return map;
}

std::int64_t countChanged(const LabelMap& a, const LabelMap& b) {
  const auto first = a.labels();
  const auto second = b.labels();
  std::int64_t changed = 0;
  for (std::size_t i = 0; i < first.size(); ++i) changed += first[i] != second[i];
  return changed;
}

LabelMap ImageTrace::Impl::maskOf(const Tensor& logits) const {
  const Tensor host = logits[0].to(at::kFloat).contiguous();  // (K,h,w)
  LabelMap mask(info.picture);
  cuda::PixelOutputs outputs;
  outputs.labels = mask.labels().data();
  cuda::upsampleArgmax(host.const_data_ptr<float>(), info.classes, info.cells.height, info.cells.width, rows, cols, outputs,
                       computeThreads());
  return mask;
}

Result<Tensor> ImageTrace::Impl::cellsOf(const LabelMap& mask) const {
  SSA_TRY(checkIds(mask, info.classes));
  const Tensor all = at::from_blob(const_cast<std::uint8_t*>(mask.labels().data()), {1, mask.height(), mask.width()},
                                   at::TensorOptions().dtype(at::kByte));
  if (mask.size() == info.cells && info.cells != info.picture) return all.clone();
  if (mask.size() != info.picture)
    return Error(ErrorCode::sizeMismatch, {{"path", ""}, {"found", text(mask.size())}, {"expected", text(info.picture)}});
  const auto beyond = [](int picture, int network, int pad) {
    return std::int64_t{picture} * pad / std::max(network, 1) - picture;
  };
  const std::int64_t right = beyond(mask.width(), info.network.width, padded.width);
  const std::int64_t below = beyond(mask.height(), info.network.height, padded.height);
  const Tensor whole = right > 0 || below > 0 ? at::constant_pad_nd(all, {0, right, 0, below}, kIgnore) : all;
  return ssa::labelsAtStride(whole, info.cells.height, info.cells.width);
}

ImageTrace::ImageTrace(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ImageTrace::~ImageTrace() = default;
const ImageTraceInfo& ImageTrace::info() const { return impl_->info; }
const std::shared_ptr<const Model>& ImageTrace::model() const { return impl_->model; }

FeatureRows ImageTrace::features(FeatureSpace space) const {
  const AnalysisScope scope;
  const SsaTrace& t = impl_->trace;
  const bool joint = space == FeatureSpace::joint && t.positionFeature.defined();
  const Tensor pixels = joint ? t.feature + t.positionFeature : t.feature;  // (1,C,h,w)
  return toRows(pixels.flatten(2)[0].transpose(0, 1));
}

Result<FeatureRows> ImageTrace::prototypes(PrototypeKind kind) const {
  return guarded([&]() -> Result<FeatureRows> {
    const AnalysisScope scope;
    const SsaTrace& t = impl_->trace;
    Tensor rows;  // (K,C)
    switch (kind) {
      case PrototypeKind::fixed:
        rows = impl_->classifier->fixedPrototypes();
        break;
      case PrototypeKind::coarseCentre:
        rows = coarseCentre(t);
        break;
      case PrototypeKind::semantic:
        if (!t.semanticPrototype.defined()) return noSuchPrototypes(kind, "an SSA model with a semantic branch");
        rows = t.semanticPrototype[0];
        break;
      case PrototypeKind::spatial:
        if (!t.spatialPrototype.defined()) return noSuchPrototypes(kind, "an SSA model with a spatial branch");
        rows = t.spatialPrototype[0];
        break;
      case PrototypeKind::joint:
        if (!t.prototype.defined()) return noSuchPrototypes(kind, "an SSA model");
        rows = t.prototype[0];
        break;
      default:
        return noSuchPrototypes(kind, "truth");
    }
    return toRows(rows);
  });
}

Result<FeatureRows> ImageTrace::prototypes(PrototypeKind kind, const LabelMap& truth) const {
  if (!needsTruth(kind)) return prototypes(kind);
  return guarded([&]() -> Result<FeatureRows> {
    if (!impl_->info.hasTeacher) return lacks(impl_->info, "an SSA model with its teacher");
    const AnalysisScope scope;
    auto cells = impl_->cellsOf(truth);
    if (!cells) return std::move(cells).error();
    const TeacherTrace teacher = impl_->classifier->classifier().teach(impl_->trace, *cells);
    Tensor rows;  // (K,C)
    switch (kind) {
      case PrototypeKind::teacherCentre:
        rows = teacher.semanticCentre;
        break;
      case PrototypeKind::teacherSemantic:
        if (teacher.semanticPrototype.defined()) rows = teacher.semanticPrototype[0];
        break;
      case PrototypeKind::teacherSpatial:
        if (teacher.spatialPrototype.defined()) rows = teacher.spatialPrototype[0];
        break;
      default:
        rows = teacher.prototype[0];
        break;
    }
    if (!rows.defined()) return noSuchPrototypes(kind, "an SSA model with that branch");
    return toRows(rows);
  });
}

FeatureRows ImageTrace::logits(MaskKind kind) const {
  const SsaTrace& t = impl_->trace;
  return toRows((kind == MaskKind::coarse ? t.coarse : t.logits)[0].flatten(1));
}

LabelMap ImageTrace::labelsAtStride(MaskKind kind) const {
  const AnalysisScope scope;
  const SsaTrace& t = impl_->trace;
  return toLabelMap((kind == MaskKind::coarse ? t.coarse : t.logits).argmax(1));
}

Result<LabelMap> ImageTrace::labelsAtStride(const LabelMap& mask) const {
  return guarded([&]() -> Result<LabelMap> {
    auto cells = impl_->cellsOf(mask);
    if (!cells) return std::move(cells).error();
    return toLabelMap(*cells);
  });
}

LabelMap ImageTrace::mask(MaskKind kind) const {
  return impl_->maskOf(kind == MaskKind::coarse ? impl_->trace.coarse : impl_->trace.logits);
}

ScoreMap ImageTrace::confidenceAtStride(MaskKind kind) const {
  const AnalysisScope scope;
  const SsaTrace& t = impl_->trace;
  return toScoreMap((kind == MaskKind::coarse ? t.coarse : t.logits).softmax(1).amax(1));
}

int ImageTrace::cellOf(Point pos_in_image) const {
  const ImageTraceInfo& i = impl_->info;
  const int x = cellAlong(pos_in_image.x, i.cells.width, i.picture.width, i.network.width, impl_->padded.width);
  const int y = cellAlong(pos_in_image.y, i.cells.height, i.picture.height, i.network.height, impl_->padded.height);
  return y * i.cells.width + x;
}

Rect ImageTrace::pixelsOf(int cell) const {
  const ImageTraceInfo& i = impl_->info;
  const int x = cell % i.cells.width, y = cell / i.cells.width;
  const auto column = [&](int n) { return firstPixel(n, i.cells.width, i.picture.width, i.network.width, impl_->padded.width); };
  const auto row = [&](int n) { return firstPixel(n, i.cells.height, i.picture.height, i.network.height, impl_->padded.height); };
  return {column(x), row(y), column(x + 1) - column(x), row(y + 1) - row(y)};
}

std::int64_t ImageTrace::bytes() const {
  const SsaTrace& t = impl_->trace;
  std::int64_t total = 0;
  const auto add = [&total](const Tensor& tensor) {
    if (tensor.defined()) total += static_cast<std::int64_t>(tensor.nbytes());
  };
  for (const Tensor& stage : t.stages) add(stage);
  for (const Tensor* tensor : {&t.feature, &t.coarse, &t.positionFeature, &t.semanticCentre, &t.semanticPrototype,
                               &t.spatialCentre, &t.spatialPrototype, &t.prototype})
    add(*tensor);
  add(impl_->input);
  if (!t.logits.is_same(t.coarse)) add(t.logits);
  return total;
}

namespace {

Result<void> checkTraceOptions(const PredictOptions& options) {
  SSA_TRY(checkOptions(options));
  const auto bad = [](const char* option, const std::string& value, const char* expected) {
    return Error(ErrorCode::badOption, {{"option", option}, {"value", value}, {"expected", expected}});
  };
  if (options.scales.size() != 1) return bad("scales", std::to_string(options.scales.size()), "one input scale");
  if (options.flip) return bad("flip", "true", "false: a trace is of one forward");
  if (options.window != WindowMode::whole) return bad("window", "slide", "whole: a trace is of one forward");
  return {};
}

SsaTrace toHost(const SsaTrace& t) {
  const auto host = [](const Tensor& tensor) { return tensor.defined() ? tensor.to(at::kCPU, at::kFloat) : tensor; };
  SsaTrace out;
  for (const Tensor& stage : t.stages) out.stages.push_back(host(stage));
  out.feature = host(t.feature);
  out.coarse = host(t.coarse);
  out.positionFeature = host(t.positionFeature);
  out.semanticCentre = host(t.semanticCentre);
  out.semanticPrototype = host(t.semanticPrototype);
  out.spatialCentre = host(t.spatialCentre);
  out.spatialPrototype = host(t.spatialPrototype);
  out.prototype = host(t.prototype);
  out.logits = t.logits.is_same(t.coarse) ? out.coarse : host(t.logits);
  return out;
}

Result<std::shared_ptr<const ImageTrace>> runTrace(std::shared_ptr<const Model> model, const Image8& image,
                                                   const std::string& imagePath, const PredictOptions& options,
                                                   const StopToken& stop, ProgressSink& progress) {
  if (!model || image.empty()) throw ContractViolation("trace: no model or an empty picture");
  SSA_TRY(checkTraceOptions(options));
  progress.report(0, "prepare");
  auto passes = makePasses(image, options, stop);
  if (!passes) return passes.error();
  const Image8& read = *passes->front().input;
  const WindowPlan plan = planWhole(read.size());
  const ModelInfo& known = model->info();
  const ModelConfig& config = known.config;

  auto impl = std::make_unique<ImageTrace::Impl>();
  {
    const std::scoped_lock lock(model->impl().mutex);
    if (stop.stop_requested()) return ErrorCode::stopped;
    Segmentor& network = *model->impl().segmentor;
    const AnalysisScope scope;
    const auto parameters = network.module().parameters();
    const at::Device device = parameters.front().device();
    const std::int64_t needed = estimatedForwardBytes(config.architecture, config.num_classes, plan.padded);
    if (needed > forwardBudgetBytes(device.is_cuda() ? device.index() : -1))
      return Error(ErrorCode::outOfMemory, {{"device", device.is_cuda() ? "cuda" : "cpu"}, {"bytes", std::to_string(needed)}});
    impl->input = windowInput(read, {0, 0, plan.padded.width, plan.padded.height}, false, {config.mean, config.std});
    progress.report(0.05, "forward");
    try {
      impl->trace = toHost(network.forward(impl->input.to(device, parameters.front().scalar_type()), [&](std::string_view stage) {
        progress.report(stage == "backbone" ? 0.7 : 0.9, "forward");
        if (stop.stop_requested()) throw StopForward{};
      }));
    } catch (const StopForward&) {
      return ErrorCode::stopped;
    }
    impl->classifier = ClassifierCopy::of(network);
  }
  if (!impl->classifier || !impl->trace.feature.defined())
    throw ContractViolation("trace: a network without a classifier of its own");

  const SsaTrace& t = impl->trace;
  ImageTraceInfo& info = impl->info;
  info.image = imagePath;
  info.model = known.name;
  info.modelTitle = known.title();
  info.modelSha256 = known.sha256;
  info.picture = image.size();
  info.network = plan.network;
  info.cells = {static_cast<int>(t.feature.size(3)), static_cast<int>(t.feature.size(2))};
  info.classes = static_cast<int>(t.coarse.size(1));
  info.channels = static_cast<int>(t.feature.size(1));
  info.hasSsa = impl->classifier->adaptive();
  info.hasSemantic = impl->classifier->semanticOn();
  info.hasSpatial = impl->classifier->spatialOn();
  info.hasTeacher = info.hasSsa && known.teacherParameters > 0;
  const bool direct = options.resize == ResizeMode::direct;
  impl->padded = plan.padded;
  impl->rows = pictureTaps(info.cells.height, plan.window.height, plan.rowStarts, plan.padded.height, plan.network.height,
                           image.height(), direct);
  impl->cols = pictureTaps(info.cells.width, plan.window.width, plan.colStarts, plan.padded.width, plan.network.width,
                           image.width(), direct);
  impl->ownCoarse = t.coarse;
  impl->model = std::move(model);
  progress.report(1, "forward");
  return std::shared_ptr<const ImageTrace>(std::make_shared<ImageTrace>(std::move(impl)));
}

}  // namespace

Result<std::shared_ptr<const ImageTrace>> traceImage(std::shared_ptr<const Model> model, const Image8& image,
                                                     const std::string& imagePath, const PredictOptions& options, StopToken stop,
                                                     ProgressSink& progress) {
  return guarded([&] { return runTrace(std::move(model), image, imagePath, options, stop, progress); });
}

}  // namespace ssa
