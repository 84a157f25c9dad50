#include "engine/api/guides.h"

#include <torch/torch.h>

#include <algorithm>
#include <utility>

#include "engine/api/guard.h"
#include "engine/api/image_trace_impl.h"

namespace ssa {
namespace {

/// (1,K,h,w) bool: the cell's label is this class.
Tensor oneHot(const Tensor& cells, std::int64_t classes) {
  return cells.unsqueeze(1) == at::arange(classes, at::kByte).view({1, classes, 1, 1});
}

Result<std::unique_ptr<ImageTrace::Impl>> adaptTo(const ImageTrace::Impl& own, const LabelMap& guide) {
  if (!own.info.hasSsa) return lacks(own.info, "an SSA model");
  auto cells = own.cellsOf(guide);
  if (!cells) return std::move(cells).error();
  const Tensor known = (*cells != kIgnore).unsqueeze(1);  // (1,1,h,w)
  const Tensor given =
      at::where(oneHot(*cells, own.info.classes), at::scalar_tensor(kGuideLogit), at::scalar_tensor(-kGuideLogit));
  auto impl = std::make_unique<ImageTrace::Impl>(own);
  impl->info.guided = true;
  impl->trace.coarse = at::where(known, given, own.ownCoarse);
  impl->classifier->classifier().adapt(impl->trace, {});
  return impl;
}

Result<Ladder::Step> climb(Rung rung, LabelMap mask, const LabelMap& truth, int classes) {
  Ladder::Step step{rung, std::move(mask), ConfusionMatrix(classes), {}};
  SSA_TRY(step.confusion.add(step.mask, truth));
  step.scores = computeScores(step.confusion);
  return step;
}

Result<Ladder> climbAll(const ImageTrace& trace, const LabelMap& truth, const LabelMap* baseline) {
  const AnalysisScope scope;
  const ImageTrace::Impl& impl = trace.impl();
  const ImageTraceInfo& info = impl.info;
  auto cells = impl.cellsOf(truth);
  if (!cells) return std::move(cells).error();
  Ladder result;
  const auto add = [&](Rung rung, LabelMap mask) -> Result<void> {
    auto step = climb(rung, std::move(mask), truth, info.classes);
    if (!step) return std::move(step).error();
    result.steps.push_back(std::move(*step));
    return {};
  };
  const auto miss = [&](Rung rung, const std::string& expected) { result.missing.push_back({rung, lacks(info, expected)}); };

  if (baseline)
    SSA_TRY(add(Rung::baseline, *baseline));
  else
    miss(Rung::baseline, "a second model");
  if (info.hasSsa) {
    SSA_TRY(add(Rung::coarse, impl.maskOf(impl.ownCoarse)));
  } else {
    miss(Rung::coarse, "an SSA model");
  }
  SSA_TRY(add(Rung::refined, impl.maskOf(impl.trace.logits)));
  if (info.hasSsa) {
    auto guided = adaptTo(impl, truth);
    if (!guided) return std::move(guided).error();
    SSA_TRY(add(Rung::trueGuide, impl.maskOf((*guided)->trace.logits)));
  } else {
    miss(Rung::trueGuide, "an SSA model");
  }
  if (info.hasTeacher)
    SSA_TRY(add(Rung::teacher, impl.maskOf(impl.classifier->classifier().teach(impl.trace, *cells).logits)));
  else
    miss(Rung::teacher, "an SSA model with its teacher");
  SSA_TRY(add(Rung::truthAtStride, impl.maskOf(oneHot(*cells, info.classes).to(at::kFloat))));
  return result;
}

}  // namespace

Result<std::shared_ptr<const ImageTrace>> readapt(const std::shared_ptr<const ImageTrace>& trace, const LabelMap& guide) {
  return guarded([&]() -> Result<std::shared_ptr<const ImageTrace>> {
    const AnalysisScope scope;
    auto impl = adaptTo(trace->impl(), guide);
    if (!impl) return std::move(impl).error();
    return std::shared_ptr<const ImageTrace>(std::make_shared<ImageTrace>(std::move(*impl)));
  });
}

Result<GuideResult> runGuide(const std::shared_ptr<const ImageTrace>& trace, const LabelMap& guide, const LabelMap* truth) {
  auto adapted = readapt(trace, guide);
  if (!adapted) return std::move(adapted).error();
  return guarded([&]() -> Result<GuideResult> {
    GuideResult result;
    auto cells = trace->labelsAtStride(guide);
    if (!cells) return std::move(cells).error();
    result.guide = std::move(*cells);
    result.trace = std::move(*adapted);
    result.refined = result.trace->mask(MaskKind::refined);
    const LabelMap own = trace->mask(MaskKind::refined);
    result.changed_px = countChanged(own, result.refined);
    if (!truth) return result;
    SSA_TRY(checkIds(*truth, trace->info().classes));
    for (const bool ofOwn : {false, true}) {
      ConfusionMatrix confusion(trace->info().classes);
      SSA_TRY(confusion.add(ofOwn ? own : result.refined, *truth));
      (ofOwn ? result.ownScores : result.scores) = computeScores(confusion);
    }
    return result;
  });
}

const Ladder::Step* Ladder::find(Rung rung) const {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.rung == rung; });
  return found == steps.end() ? nullptr : &*found;
}

Result<Ladder> ladder(const ImageTrace& trace, const LabelMap& truth, const LabelMap* baseline) {
  return guarded([&] { return climbAll(trace, truth, baseline); });
}

Result<SetLadder> ladderOverSet(std::shared_ptr<const Model> model, std::shared_ptr<const Model> baseline, const Dataset& dataset,
                                const PredictOptions& options, StopToken stop, ProgressSink& progress) {
  return guarded([&]() -> Result<SetLadder> {
    const int classes = model->info().config.num_classes;
    if (baseline && baseline->info().config.num_classes != classes)
      return Error(ErrorCode::badOption, {{"option", "baseline"},
                                          {"value", std::to_string(baseline->info().config.num_classes) + " classes"},
                                          {"expected", std::to_string(classes) + " classes"}});
    SetLadder set;
    set.coarseIsBaseline =
        baseline && !model->info().sharedSha256.empty() && baseline->info().sharedSha256 == model->info().sharedSha256;
    NoProgress quiet;
    auto skipped = walkTraces(
        model, dataset, options,
        [&](const TracedSample& sample) -> Result<void> {
          if (sample.truth.empty()) return Error(ErrorCode::fileNotFound, {{"path", sample.sample->image.string()}});
          LabelMap other;
          if (baseline) {
            auto prediction = predict(*baseline, sample.picture, sample.sample->image.string(), options, stop, quiet);
            if (!prediction) return std::move(prediction).error();
            other = std::move(prediction->refined);
          }
          auto one = ladder(*sample.trace, sample.truth, baseline ? &other : nullptr);
          if (!one) return std::move(one).error();
          SetLadder::Image image{sample.sample->name, sample.sample->image.string(), {}};
          for (std::size_t s = 0; s < one->steps.size(); ++s) {
            const Ladder::Step& step = one->steps[s];
            if (set.steps.size() <= s) set.steps.push_back({step.rung, ConfusionMatrix(classes), {}});
            set.steps[s].confusion.add(step.confusion);
            image.mIoU.push_back(step.scores.mIoU);
          }
          set.missing = std::move(one->missing);
          set.images.push_back(std::move(image));
          return {};
        },
        stop, progress);
    if (!skipped) return std::move(skipped).error();
    set.skipped = std::move(*skipped);
    for (SetLadder::Step& step : set.steps) step.scores = computeScores(step.confusion);
    return set;
  });
}

}  // namespace ssa
