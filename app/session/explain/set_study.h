#pragma once

#include <optional>
#include <vector>

#include "app/session/explain/explain_session.h"
#include "app/session/explain/explain_set.h"
#include "engine/api/error_study.h"

namespace ssa {

/// The masks of the loaded models that are held against each other over a set; one alone has no second.
struct StudyPair {
  ViewKind first = ViewKind::baseline;  ///< baseline, coarse or refined
  std::optional<ViewKind> second;
  friend bool operator==(const StudyPair&, const StudyPair&) = default;
};

/// What the loaded models allow, the most telling first; empty without a model.
std::vector<StudyPair> studyPairs(const ExplainSubject& subject);

/// Borders and objects of the pair over a set. Blocking; runs the models.
/// Errors: those of openDataset and studyErrors.
Result<ErrorStudy> studySet(const ExplainSubject& subject, const StudyPair& pair, const QString& folder,
                            const DatasetChoice& choice, StopToken stop, ProgressSink& progress);

/// Rows of `pictures`, worst first: most wrong pixels of the last side, then by name.
std::vector<std::size_t> worstFirst(const ErrorStudy& study);

}  // namespace ssa
