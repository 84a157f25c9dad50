#pragma once

#include <string>
#include <vector>

#include "engine/api/comparison.h"

namespace ssa::cli {

/// Tables of a comparison with one sentence that says what they allow to say; at most `worsened` pictures.
std::string toText(const Comparison& comparison, double level, int worsened);

/// That sentence alone.
std::string verdictText(const Comparison& comparison, double level);

/// mIoU by input scale, a column for each title.
std::string toText(const ScaleTable& table, const std::vector<std::string>& titles);

}  // namespace ssa::cli
