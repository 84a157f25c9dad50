#pragma once

#include <QString>

#include "app/session/explain/attribution_view.h"

namespace ssa {

/// `Baseline`, `Coarse`, `SSA`.
QString headTitle(Slot slot, MaskKind head);
// What one classifier has to say, in a sentence.
QString sentenceOf(const AttributionSide& side);
QString sentenceOf(const OcclusionSide& side);
QString sentenceOf(const CoveredSide& side);

}  // namespace ssa
