#pragma once

#include <bitset>
#include <cstdint>
#include <vector>

#include "engine/core/label_map.h"

namespace ssa {

/// Which classes a mask holds.
using ClassPresence = std::bitset<kMaxClasses>;

/// Divides pictures so that every class is spread over the sides as the pictures are: per picture its side,
/// 0..shares-1. Sizes are the shares of the number of pictures, rounded, and at least 1 where there are enough. The same
/// seed, shares and presence give the same answer on every machine.
///
/// Rarest class first, each of its pictures to the side that lacks it most.
/// Source: Sechidis, Tsoumakas and Vlahavas, "On the Stratification of Multi-label Data" (2011).
std::vector<int> stratify(const std::vector<ClassPresence>& presence, const std::vector<double>& shares, std::uint64_t seed);

}  // namespace ssa
