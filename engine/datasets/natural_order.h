#pragma once

#include <string_view>

namespace ssa {

/// The order a person expects of file names: digits by value (`2.png` before `10.png`), letters without
/// regard to case, `/` before everything. Total: names that differ only in case or leading zeros keep a
/// fixed order.
bool naturalLess(std::string_view a, std::string_view b);

}  // namespace ssa
