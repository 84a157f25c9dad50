#pragma once

#include <string>
#include <vector>

#include "engine/api/comparison.h"

namespace ssa {

/// Everything, numbers at full precision: mIoU of both sides, difference, interval and p; classes, boundary widths,
/// pictures from the most worsened to the most improved. Per cent and points.
std::string toJson(const Comparison& comparison);

/// One line per class, one `all`, one per boundary width and kind, of every comparison. RFC 4180, decimal points.
std::string toCsv(const std::vector<Comparison>& comparisons);

/// `{"scales": […], "models": [{"mIoU": […], "best": …}], "best_in_common": …}`.
std::string toJson(const ScaleTable& table);

}  // namespace ssa
