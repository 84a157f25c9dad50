#pragma once

#include <QString>

#include "app/session/explain/set_study.h"
#include "engine/api/error_study.h"

namespace ssa {

/// `Baseline`, `Coarse`, `SSA`.
QString maskTitle(ViewKind view);
/// `Baseline → SSA`
QString pairTitle(const StudyPair& pair);
/// `Missed thin part`, `Shift` …
QString kindTitle(ErrorKind kind);
/// Areas of a bin of kObjectBins_px: `64–255 px`.
QString binTitle(int bin);
/// `12.3 [11.8, 12.9]`; a dash without a value.
QString estimateText(const Estimate& estimate, int digits, bool signedValue = false);

/// Whether a difference is a gain for the second side.
enum class Verdict { better, worse, open };
/// `open` where its interval holds 0, or there is none.
Verdict verdictOf(const Estimate& difference, bool moreIsBetter);

}  // namespace ssa
