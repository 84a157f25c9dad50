#include "engine/api/loss_maps.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <span>

#include "engine/api/device.h"
#include "engine/api/guard.h"
#include "engine/api/model_impl.h"
#include "engine/api/tensor_threads.h"
#include "engine/losses/distillation.h"
#include "engine/losses/labels.h"
#include "engine/losses/ssa_loss.h"
#include "engine/tensor/from_image.h"

namespace ssa {
namespace {

constexpr double kTiny = 1e-12;  // of the loss's divisions

std::string text(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

/// (1,h,w) of any type -> one label a cell.
LabelMap labelMap(const Tensor& cells) {
  const Tensor host = cells.to(at::kByte).to(at::kCPU).contiguous();
  LabelMap map({static_cast<int>(host.size(2)), static_cast<int>(host.size(1))});
  std::copy_n(host.const_data_ptr<std::uint8_t>(), map.labels().size(), map.labels().begin());
  return map;
}

ScoreMap scoreMap(const Tensor& cells) {
  const Tensor host = cells.to(at::kFloat).to(at::kCPU).contiguous();
  ScoreMap map({static_cast<int>(host.size(2)), static_cast<int>(host.size(1))});
  std::copy_n(host.const_data_ptr<float>(), map.values().size(), map.values().begin());
  return map;
}

/// The means of responseDistillation taken apart again: cell by cell, every group's mean written as a sum.
ScoreMap shares(const LossMaps& maps, int classes, const SsaLossOptions& options) {
  const auto truth = maps.truth.labels();
  const auto edges = maps.edges.labels();
  std::array<double, 2 * 256> weights{};
  std::array<bool, 256> present{};
  const auto group = [&](std::size_t i) {
    const std::size_t id = options.response_category ? truth[i] : 0;
    return 2 * id + (options.response_boundary && edges[i] != 0 ? 1 : 0);
  };
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (truth[i] == kIgnore) continue;
    weights[group(i)] += maps.entropy.values()[i];
    present[truth[i]] = true;
  }
  double scale = options.response_boundary ? 0.5 : 1;
  if (options.response_category)
    scale /= options.variant == LossVariant::paper
                 ? classes
                 : static_cast<double>(std::count(present.begin(), present.end(), true)) + kTiny;
  ScoreMap share(maps.truth.size());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (truth[i] == kIgnore) continue;
    const double part = static_cast<double>(maps.distillation.values()[i]) * maps.entropy.values()[i];
    share.values()[i] = static_cast<float>(scale * part / (weights[group(i)] + kTiny));
  }
  return share;
}

Result<void> check(const Model& model, const Image8& picture, const LabelMap& truth) {
  const ModelInfo& info = model.info();
  if (info.config.classifier != ClassifierKind::ssa || info.teacherParameters == 0)
    return Error(ErrorCode::badOption,
                 {{"option", "model"}, {"value", info.name}, {"expected", "an SSA model with its teacher"}});
  if (truth.size() != picture.size())
    return Error(ErrorCode::sizeMismatch, {{"path", ""}, {"found", text(truth.size())}, {"expected", text(picture.size())}});
  const auto histogram = truth.histogram();
  for (int id = info.config.num_classes; id < kIgnore; ++id)
    if (const std::int64_t pixels = histogram[static_cast<std::size_t>(id)])
      return Error(ErrorCode::maskIdOutOfRange, {{"path", ""},
                                                 {"id", std::to_string(id)},
                                                 {"classes", std::to_string(info.config.num_classes)},
                                                 {"pixels", std::to_string(pixels)}});
  return {};
}

Result<LossMaps> run(const Model& model, const Image8& picture, const LabelMap& truth, const SsaLossOptions& options,
                     const StopToken& stop, ProgressSink& progress) {
  SSA_TRY(check(model, picture, truth));
  const ModelConfig& config = model.info().config;
  const std::scoped_lock lock(model.impl().mutex);
  if (stop.stop_requested()) return ErrorCode::stopped;
  const at::NoGradGuard frozen;
  const TensorThreads threads(computeThreads());
  Segmentor& network = *model.impl().segmentor;
  const at::Device device = network.module().parameters().front().device();

  progress.report(0, "forward");
  const SsaTrace trace = network.forward(fromImage(picture, config.mean, config.std).to(device));
  if (stop.stop_requested()) return ErrorCode::stopped;
  progress.report(0.7, "teacher");
  const Tensor labels = at::from_blob(const_cast<std::uint8_t*>(truth.labels().data()), {1, truth.height(), truth.width()},
                                      at::TensorOptions().dtype(at::kByte));
  SsaLossOptions with_teacher = options;
  with_teacher.teacher = true;
  TeacherTrace teacher;
  const Teach teach = [&](const Tensor& centres) { return teacher = network.teach(trace, centres); };
  const LossResult loss = ssaLoss(trace, teach, labels.to(device), with_teacher);

  LossMaps maps;
  maps.picture = picture.size();
  const Tensor at_stride = labelsAtStride(labels, trace.logits.size(2), trace.logits.size(3)).to(device);
  const ResponseMaps response = responseMaps(trace.logits, teacher.logits, at_stride, with_teacher);
  maps.truth = labelMap(at_stride);
  maps.student = labelMap(trace.logits.argmax(1));
  maps.coarse = labelMap(trace.coarse.argmax(1));
  maps.teacher = labelMap(teacher.logits.argmax(1));
  maps.entropy = scoreMap(response.entropy);
  maps.edges = labelMap(response.edges);
  maps.distillation = scoreMap(response.loss);
  maps.share = shares(maps, config.num_classes, with_teacher);
  for (const LossTerm& term : loss.terms) maps.terms.emplace_back(term.name, term.value.item<double>());
  progress.report(1, "teacher");
  return maps;
}

}  // namespace

Result<LossMaps> lossMaps(const Model& model, const Image8& picture, const LabelMap& truth, const SsaLossOptions& options,
                          StopToken stop, ProgressSink& progress) {
  return guarded([&] { return run(model, picture, truth, options, stop, progress); });
}

}  // namespace ssa
