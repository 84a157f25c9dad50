#pragma once

#include "engine/heads/head.h"

namespace ssa {

/// SeaFormer's head: the fine map, gated by each coarser one in turn; works at 1/8.
/// `embed`: widths after each gate, the last one equal to the classifier's channels.
std::shared_ptr<Head> makeLightHead(const HeadSpec& spec, const std::vector<int>& embed);

}  // namespace ssa
