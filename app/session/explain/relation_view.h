#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/session/explain/explain_session.h"
#include "engine/api/relations.h"
#include "engine/datasets/dataset.h"

namespace ssa {

/// The prototypes of one slot that a relation matrix is made of.
struct RelationSource {
  Slot slot = Slot::ssa;
  PrototypeKind kind = PrototypeKind::joint;
  friend bool operator==(const RelationSource&, const RelationSource&) = default;
};

enum class RelationOrder { index, cluster, confusion };

/// What the relation matrix is asked for.
struct RelationQuestion {
  RelationSource shown;
  std::optional<RelationSource> minus;  ///< a difference
  RelationVariant variant = RelationVariant::reference;
  RelationOrder order = RelationOrder::index;
  friend bool operator==(const RelationQuestion&, const RelationQuestion&) = default;
};

/// Its answer: a matrix and the order its rows and columns are shown in.
struct RelationAnswer {
  RelationQuestion question;
  RelationMatrix matrix;
  std::vector<int> order;  ///< class ids
};

/// The traces and the truth that relations are made from.
struct RelationInputs {
  std::array<std::shared_ptr<const ImageTrace>, kSlots> traces;
  std::shared_ptr<const LabelMap> truth;      ///< null without
  std::shared_ptr<const LabelMap> shownMask;  ///< of the shown slot, for the order by confusion
};

/// The prototypes that there are: teacher's only with truth and with the teacher's weights.
std::vector<RelationSource> relationSources(const RelationInputs& inputs);
/// Blocking. Errors: those of ImageTrace::prototypes; classCountMismatch of a difference; badOption `order` for an order by
/// confusion without truth.
Result<RelationAnswer> relate(const RelationInputs& inputs, const RelationQuestion& question);

/// Means and spreads of the models over a set; null for a slot that was not looked at.
using RelationSets = std::array<std::shared_ptr<const SetRelations>, kSlots>;

/// The slots that a question looks at.
std::vector<Slot> slotsOf(const RelationQuestion& question);
/// The answer over a set: means and their difference, or the spread over pictures of one matrix.
/// Errors: badOption (`kind`: the set has no such prototypes; `minus` of a spread; `order` by confusion without truth),
/// classCountMismatch of a difference.
Result<RelationAnswer> relateOverSet(const RelationSets& sets, const RelationQuestion& question, bool spread);

/// The relations of a model over a set. Runs the model. Errors: those of openDataset and relationsOverSet.
Result<SetRelations> relateSet(std::shared_ptr<const Model> model, const std::string& folder, const DatasetChoice& choice,
                               RelationVariant variant, StopToken stop, ProgressSink& progress);
/// The pictures of a set by how hard two classes fight there. Runs the model.
Result<SetCompetition> competeOverSet(std::shared_ptr<const Model> model, const std::string& folder, const DatasetChoice& choice,
                                      ClassPair pair, StopToken stop, ProgressSink& progress);

}  // namespace ssa
