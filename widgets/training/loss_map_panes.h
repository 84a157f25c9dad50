#pragma once

#include <array>
#include <cstddef>

#include "widgets/training/loss_map_set.h"
#include "widgets/training/map_tile.h"

namespace ssa {

inline constexpr std::size_t kLossMapPanes = 8;

/// The maps as tiles show them, with scales and what is read out: picture, truth, student, teacher, entropy weight, edge
/// mask, distillation, share of the loss. The panes keep `set`.
std::array<MapPane, kLossMapPanes> lossMapPanes(const LossMapSetPtr& set);

}  // namespace ssa
