#include "app/session/explain/attribution_view.h"

#include <algorithm>
#include <utility>

namespace ssa {
namespace {

/// Baseline, coarse, refined: the classifiers there are.
std::vector<std::pair<Slot, MaskKind>> sidesOf(const SlotActivations& activations) {
  std::vector<std::pair<Slot, MaskKind>> sides;
  if (activations[0]) sides.emplace_back(Slot::baseline, MaskKind::refined);
  if (!activations[1]) return sides;
  if (activations[1]->hasCoarse()) sides.emplace_back(Slot::ssa, MaskKind::coarse);
  sides.emplace_back(Slot::ssa, MaskKind::refined);
  return sides;
}

/// One part of a job's progress.
class PartProgress final : public ProgressSink {
 public:
  PartProgress(ProgressSink& whole, std::size_t part, std::size_t parts) : whole_(whole), part_(part), parts_(parts) {}
  void report(double fraction, std::string_view stage) override {
    whole_.report((static_cast<double>(part_) + std::clamp(fraction, 0.0, 1.0)) / static_cast<double>(parts_), stage);
  }

 private:
  ProgressSink& whole_;
  std::size_t part_, parts_;
};

}  // namespace

Result<AttributionAnswer> attribute(const ExplainSubject& subject, const SlotActivations& known,
                                    const AttributionQuestion& question, StopToken stop, ProgressSink& progress) {
  AttributionAnswer answer{question, known, {}, {}, {}};
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    auto& activations = answer.activations[static_cast<std::size_t>(slot)];
    if (activations || !subject.model(slot)) continue;
    auto traced = traceActivations(subject.model(slot), *subject.image, stop, progress);
    if (!traced) return std::move(traced).error();
    activations = std::move(*traced);
  }
  const auto sides = sidesOf(answer.activations);
  for (const auto& [slot, head] : sides) {
    const Activations& activations = *answer.activations[static_cast<std::size_t>(slot)];
    answer.stages = activations.stages();
    AttributionSide side{slot, head, {}, {}};
    AttributionTarget target = question.target;
    target.head = head;
    const bool hasStage = std::any_of(answer.stages.begin(), answer.stages.end(),
                                      [&](const ActivationStage& stage) { return stage.id == question.stage; });
    if (hasStage && target.classId < activations.classes()) {
      auto cam = gradCam(activations, question.stage, target, stop, progress);
      if (!cam) return std::move(cam).error();
      side.onClass = shareOnClass(cam->map, activations.mask(head), target.classId);
      side.cam = std::move(*cam);
    }
    answer.sides.push_back(std::move(side));
  }
  if (!answer.sides.empty() && answer.sides.back().cam) {
    const AttributionSide& last = answer.sides.back();
    AttributionTarget target = question.target;
    target.head = last.head;
    auto table = channelTable(*answer.activations[static_cast<std::size_t>(last.slot)], question.stage, ChannelOrder::weight,
                              target, stop, progress);
    if (!table) return std::move(table).error();
    answer.channels = std::move(*table);
  }
  return answer;
}

Result<std::vector<OcclusionSide>> occludeSides(const ExplainSubject& subject, const SlotActivations& activations,
                                                const AttributionTarget& target, const OcclusionOptions& options, StopToken stop,
                                                ProgressSink& progress) {
  std::vector<OcclusionSide> maps;
  const auto sides = sidesOf(activations);
  for (const auto& [slot, head] : sides) {
    PartProgress part(progress, maps.size(), sides.size());
    AttributionTarget asked = target;
    asked.head = head;
    auto map = occlude(*activations[static_cast<std::size_t>(slot)], *subject.image, asked, options, stop, part);
    if (!map) return std::move(map).error();
    maps.push_back({slot, head, std::move(*map)});
  }
  return maps;
}

Result<std::vector<CoveredSide>> coverSides(const ExplainSubject& subject, const SlotActivations& activations,
                                            const AttributionTarget& target, Rect rectangle, OcclusionFill fill, StopToken stop,
                                            ProgressSink& progress) {
  std::vector<CoveredSide> results;
  const auto sides = sidesOf(activations);
  for (const auto& [slot, head] : sides) {
    PartProgress part(progress, results.size(), sides.size());
    AttributionTarget asked = target;
    asked.head = head;
    auto result =
        occludeRectangle(*activations[static_cast<std::size_t>(slot)], *subject.image, rectangle, fill, asked, stop, part);
    if (!result) return std::move(result).error();
    results.push_back({slot, head, std::move(*result)});
  }
  return results;
}

}  // namespace ssa
