#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/metrics/statistics.h"

namespace ssa {

/// Fields of the written reports; for engine/api sources only.

/// The number at full precision, or null.
nlohmann::ordered_json jsonNumber(const std::optional<double>& value);
/// `[low, high]`, or null.
nlohmann::ordered_json jsonInterval(const std::optional<Interval>& interval);
/// Fixed decimals whatever the locale; empty where there is no value.
std::string decimals(const std::optional<double>& value, int places = 2);
/// One line of RFC 4180 with its line break.
std::string csvLine(const std::vector<std::string>& fields);

}  // namespace ssa
