#pragma once

#include <stop_token>

namespace ssa {

/// Every blocking engine function takes one and checks it per batch, tile or iteration; it then
/// returns ErrorCode::stopped. A default-constructed token never stops.
using StopToken = std::stop_token;
using StopSource = std::stop_source;

}  // namespace ssa
