#pragma once

#include <string>
#include <vector>

#include "engine/api/evaluator.h"

namespace ssa {

/// Everything, numbers at full precision: per kind of masks `mIoU`, `mAcc`, `aAcc`, `mPrecision`, `mFscore` (mmseg's),
/// `mDice` in per cent over all pixels and averaged over pictures, intervals, classes, confusion matrix, boundary widths,
/// every picture's own scores; provenance, skipped files.
std::string toJson(const Evaluation& evaluation);

/// One line per evaluation, kind of masks and class, then one line `all` with the means (`F` there is mmseg's mFscore).
/// RFC 4180, decimal points.
std::string toCsv(const std::vector<Evaluation>& evaluations);

/// Tables for a terminal, per cent with two decimals.
std::string toText(const Evaluation& evaluation);

}  // namespace ssa
