#include "app/session/explain/relation_view.h"

#include <algorithm>
#include <utility>

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

std::vector<Slot> slotsOf(const RelationQuestion& question) {
  std::vector<Slot> slots{question.shown.slot};
  if (question.minus && question.minus->slot != question.shown.slot) slots.push_back(question.minus->slot);
  return slots;
}

Result<RelationAnswer> relateOverSet(const RelationSets& sets, const RelationQuestion& question, bool spread) {
  const auto bad = [](const char* option, const char* expected) {
    return Error(ErrorCode::badOption, {{"option", option}, {"value", ""}, {"expected", expected}});
  };
  const auto find = [&sets](const RelationSource& source) -> const SetRelations::OfKind* {
    const auto& set = sets[static_cast<std::size_t>(source.slot)];
    if (!set) return nullptr;
    const auto found =
        std::find_if(set->kinds.begin(), set->kinds.end(), [&source](const auto& one) { return one.kind == source.kind; });
    return found == set->kinds.end() ? nullptr : &*found;
  };
  const SetRelations::OfKind* shown = find(question.shown);
  if (!shown) return bad("kind", "prototypes that the model and the set have");
  RelationAnswer answer{question, spread ? shown->spread : shown->mean, {}};
  const ConfusionMatrix& confusion = sets[static_cast<std::size_t>(question.shown.slot)]->confusion;
  if (question.order == RelationOrder::confusion && confusion.classes() != shown->mean.classes) return bad("order", "truth");
  answer.order = question.order == RelationOrder::cluster     ? orderByCluster(shown->mean)
                 : question.order == RelationOrder::confusion ? orderByConfusion(confusion)
                                                              : orderByIndex(shown->mean.classes);
  if (!question.minus) return answer;
  if (spread) return bad("minus", "the mean");
  const SetRelations::OfKind* other = find(*question.minus);
  if (!other) return bad("kind", "prototypes that the model and the set have");
  auto apart = difference(shown->mean, other->mean);
  if (!apart) return apart.error();
  answer.matrix = std::move(*apart);
  return answer;
}

Result<SetRelations> relateSet(std::shared_ptr<const Model> model, const std::string& folder, const DatasetChoice& choice,
                               RelationVariant variant, StopToken stop, ProgressSink& progress) {
  const auto data = openDataset(folder, choice, stop);
  if (!data) return data.error();
  return relationsOverSet(std::move(model), data->value, variant, {}, stop, progress);
}

Result<SetCompetition> competeOverSet(std::shared_ptr<const Model> model, const std::string& folder, const DatasetChoice& choice,
                                      ClassPair pair, StopToken stop, ProgressSink& progress) {
  const auto data = openDataset(folder, choice, stop);
  if (!data) return data.error();
  return competitionOverSet(std::move(model), data->value, pair.first, pair.second, MaskKind::refined, {}, stop, progress);
}

}  // namespace ssa
