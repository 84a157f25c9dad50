#include "engine/api/occlusion.h"

#include <torch/torch.h>

#include <algorithm>
#include <mutex>

#include "engine/analysis/occlusion.h"
#include "engine/api/attribution_impl.h"
#include "engine/api/device.h"
#include "engine/api/guard.h"
#include "engine/api/model_impl.h"
#include "engine/api/tensor_threads.h"
#include "engine/tensor/from_image.h"

namespace ssa {
namespace {

Error badOcclusion(const char* option, std::string value, std::string expected) {
  return {ErrorCode::badOption, {{"option", option}, {"value", std::move(value)}, {"expected", std::move(expected)}}};
}

Image8 coverOf(const Image8& image, OcclusionFill fill, Size patch) {
  return fill == OcclusionFill::mean ? meanColour(image)
                                     : boxBlurred(image, std::max(1, std::min(patch.width, patch.height) / 2));
}

const Tensor& occlusionLogits(const SsaTrace& trace, MaskKind head) {
  return head == MaskKind::coarse ? trace.coarse : trace.logits;
}

Result<void> checkPicture(const Activations& activations, const Image8& image) {
  if (image.size() == activations.picture()) return {};
  return Error(ErrorCode::contract, {{"reason", "occlusion: not the picture of the activations"}});
}

/// One forward of a changed picture, holding the model for that long only.
SsaTrace forwardOf(const Activations& activations, const Image8& image) {
  const Model& model = *activations.impl().model;
  const ModelConfig& config = model.info().config;
  const Tensor input = fromImage(image, config.mean, config.std);
  const std::scoped_lock lock(model.impl().mutex);
  Segmentor& network = *model.impl().segmentor;
  return network.forward(input.to(network.module().parameters().front().device()));
}

Result<OcclusionMap> slide(const Activations& activations, const Image8& image, const AttributionTarget& target,
                           const OcclusionOptions& options, const StopToken& stop, ProgressSink& progress) {
  if (options.patch_px < 2) return badOcclusion("patch", std::to_string(options.patch_px), "2..4096");
  if (options.stride_px < 1 || options.stride_px > options.patch_px)
    return badOcclusion("stride", std::to_string(options.stride_px), "1.." + std::to_string(options.patch_px));
  SSA_TRY(checkPicture(activations, image));
  const at::NoGradGuard noGrad;
  const TensorThreads threads(computeThreads());
  auto wanted = targetScore(activations, target);
  if (!wanted) return std::move(wanted).error();
  const SsaTrace& before = activations.impl().trace;
  OcclusionMap result;
  result.pixels = wanted->pixels;
  result.score = scoreOf(before, wanted->score);
  if (result.pixels == 0) return result;

  const PatchGrid grid = patchGrid(image.size(), options.patch_px, options.stride_px);
  const Image8 cover = coverOf(image, options.fill, grid.patch);
  const Tensor classes = occlusionLogits(before, target.head).argmax(1).select(0, 0);  // (h,w)
  const Tensor& u = wanted->score.cellWeights;
  const double whole = u.sum().item<double>();
  for (std::size_t row = 0; row < grid.tops.size(); ++row) {
    for (std::size_t column = 0; column < grid.lefts.size(); ++column) {
      if (stop.stop_requested()) return ErrorCode::stopped;
      progress.report(static_cast<double>(result.drops.size()) / static_cast<double>(grid.count()), "occlude");
      const SsaTrace trace = forwardOf(activations, withRectangle(image, cover, grid.at(column, row)));
      result.drops.push_back(static_cast<float>(result.score - scoreOf(trace, wanted->score)));
      const Tensor moved = occlusionLogits(trace, target.head).argmax(1).select(0, 0) != classes;
      result.changed.push_back(static_cast<float>((u * moved).sum().item<double>() / whole));
    }
  }
  result.columns = static_cast<int>(grid.lefts.size());
  result.rows = static_cast<int>(grid.tops.size());
  const auto [low, high] = std::minmax_element(result.drops.begin(), result.drops.end());
  result.lowest = static_cast<double>(*low);
  result.highest = static_cast<double>(*high);
  result.drop = spreadPatches(grid, result.drops, image.size());
  result.change = spreadPatches(grid, result.changed, image.size());
  progress.report(1, "occlude");
  return result;
}

Result<OccludedRectangle> coverOne(const Activations& activations, const Image8& image, Rect rectangle, OcclusionFill fill,
                                   const AttributionTarget& target, const StopToken& stop, ProgressSink& progress) {
  SSA_TRY(checkPicture(activations, image));
  const at::NoGradGuard noGrad;
  const TensorThreads threads(computeThreads());
  OccludedRectangle result;
  result.covered = rectangle.intersected({0, 0, image.width(), image.height()});
  if (result.covered.empty())
    return badOcclusion("rectangle",
                        std::to_string(rectangle.x) + "," + std::to_string(rectangle.y) + "," + std::to_string(rectangle.width) +
                            "," + std::to_string(rectangle.height),
                        "x,y,width,height inside the picture");
  auto wanted = targetScore(activations, target);
  if (!wanted) return std::move(wanted).error();
  if (stop.stop_requested()) return ErrorCode::stopped;
  progress.report(0, "occlude");
  result.image = covered(image, result.covered, fill);
  const SsaTrace trace = forwardOf(activations, result.image);
  result.pixels = wanted->pixels;
  result.scoreBefore = scoreOf(activations.impl().trace, wanted->score);
  result.scoreAfter = scoreOf(trace, wanted->score);
  result.mask = upsampledMask(occlusionLogits(trace, target.head), image.size());
  const LabelMap& before = activations.mask(target.head);
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      if (before.at({x, y}) == result.mask.at({x, y})) continue;
      ++result.changed;
      if (!result.covered.contains({x, y})) ++result.changedOutside;
    }
  }
  progress.report(1, "occlude");
  return result;
}

}  // namespace

Result<OcclusionMap> occlude(const Activations& activations, const Image8& image, const AttributionTarget& target,
                             const OcclusionOptions& options, StopToken stop, ProgressSink& progress) {
  return guarded([&] { return slide(activations, image, target, options, stop, progress); });
}

Result<OccludedRectangle> occludeRectangle(const Activations& activations, const Image8& image, Rect rectangle,
                                           OcclusionFill fill, const AttributionTarget& target, StopToken stop,
                                           ProgressSink& progress) {
  return guarded([&] { return coverOne(activations, image, rectangle, fill, target, stop, progress); });
}

Image8 covered(const Image8& image, Rect rectangle, OcclusionFill fill) {
  const Rect inside = rectangle.intersected({0, 0, image.width(), image.height()});
  return withRectangle(image, coverOf(image, fill, {inside.width, inside.height}), inside);
}

}  // namespace ssa
