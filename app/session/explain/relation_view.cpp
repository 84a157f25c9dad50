#include "app/session/explain/relation_view.h"

#include <utility>

#include "engine/datasets/dataset.h"

namespace ssa {
namespace {

Result<RelationMatrix> matrixOf(const RelationInputs& inputs, const RelationSource& source, RelationVariant variant) {
  const auto& trace = inputs.traces[static_cast<std::size_t>(source.slot)];
  if (!trace) return Error(ErrorCode::badOption, {{"option", "model"}, {"value", ""}, {"expected", "model"}});
  const auto rows =
      needsTruth(source.kind) && inputs.truth ? trace->prototypes(source.kind, *inputs.truth) : trace->prototypes(source.kind);
  if (!rows) return rows.error();
  return relationMatrix(*rows, variant);
}

}  // namespace

std::vector<RelationSource> relationSources(const RelationInputs& inputs) {
  std::vector<RelationSource> sources;
  for (const Slot slot : {Slot::ssa, Slot::baseline}) {
    const auto& trace = inputs.traces[static_cast<std::size_t>(slot)];
    if (!trace) continue;
    const ImageTraceInfo& info = trace->info();
    if (info.hasSsa) {
      sources.push_back({slot, PrototypeKind::joint});
      if (info.hasSemantic) sources.push_back({slot, PrototypeKind::semantic});
      if (info.hasSpatial) sources.push_back({slot, PrototypeKind::spatial});
      if (info.hasSemantic) sources.push_back({slot, PrototypeKind::coarseCentre});
    }
    sources.push_back({slot, PrototypeKind::fixed});
    if (!info.hasTeacher || !inputs.truth) continue;
    sources.push_back({slot, PrototypeKind::teacherJoint});
    if (info.hasSemantic) sources.push_back({slot, PrototypeKind::teacherSemantic});
    if (info.hasSpatial) sources.push_back({slot, PrototypeKind::teacherSpatial});
    if (info.hasSemantic) sources.push_back({slot, PrototypeKind::teacherCentre});
  }
  return sources;
}

Result<RelationAnswer> relate(const RelationInputs& inputs, const RelationQuestion& question) {
  RelationAnswer answer{question, {}, {}};
  auto shown = matrixOf(inputs, question.shown, question.variant);
  if (!shown) return shown.error();
  switch (question.order) {
    case RelationOrder::index:
      answer.order = orderByIndex(shown->classes);
      break;
    case RelationOrder::cluster:
      answer.order = orderByCluster(*shown);
      break;
    case RelationOrder::confusion: {
      if (!inputs.truth || !inputs.shownMask)
        return Error(ErrorCode::badOption, {{"option", "order"}, {"value", "confusion"}, {"expected", "truth"}});
      ConfusionMatrix confusion(shown->classes);
      SSA_TRY(confusion.add(*inputs.shownMask, *inputs.truth));
      answer.order = orderByConfusion(confusion);
      break;
    }
  }
  if (!question.minus) {
    answer.matrix = std::move(*shown);
    return answer;
  }
  auto other = matrixOf(inputs, *question.minus, question.variant);
  if (!other) return other.error();
  auto apart = difference(*shown, *other);
  if (!apart) return apart.error();
  answer.matrix = std::move(*apart);
  return answer;
}

Result<SetRelations> relateSet(std::shared_ptr<const Model> model, const std::string& folder, RelationVariant variant,
                               StopToken stop, ProgressSink& progress) {
  const auto data = openDataset(folder, DatasetChoice{}, stop);
  if (!data) return data.error();
  return relationsOverSet(std::move(model), data->value, variant, {}, stop, progress);
}

Result<SetCompetition> competeOverSet(std::shared_ptr<const Model> model, const std::string& folder, ClassPair pair,
                                      StopToken stop, ProgressSink& progress) {
  const auto data = openDataset(folder, DatasetChoice{}, stop);
  if (!data) return data.error();
  return competitionOverSet(std::move(model), data->value, pair.first, pair.second, MaskKind::refined, {}, stop, progress);
}

}  // namespace ssa
