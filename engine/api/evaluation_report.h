#pragma once

#include <string>

#include "engine/api/evaluator.h"

namespace ssa {

/// Everything, numbers at full precision: per kind of masks `mIoU`, `mAcc`, `aAcc` in per cent over all
/// pixels and the same averaged over pictures, classes, confusion matrix; provenance, skipped files.
std::string toJson(const Evaluation& evaluation);

/// One line per kind of masks and class, then one line `all` with the means. RFC 4180, decimal points.
std::string toCsv(const Evaluation& evaluation);

/// Tables for a terminal, per cent with two decimals.
std::string toText(const Evaluation& evaluation);

}  // namespace ssa
