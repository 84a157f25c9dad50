#pragma once

#include <string>
#include <utility>

#include "engine/core/error.h"

namespace ssa {

/// How the parsers of this room give up: thrown anywhere below readCheckpoint, which turns it into a
/// Result and adds the path. Never leaves the room.
struct ReadFault {
  Error error;
};

/// The bytes contradict the format.
[[noreturn]] inline void damaged(std::string reason) {
  throw ReadFault{{ErrorCode::checkpointDamaged, {{"reason", std::move(reason)}}}};
}

/// Readable, but over a limit or in contradiction with itself.
[[noreturn]] inline void refused(std::string reason) {
  throw ReadFault{{ErrorCode::checkpointRefused, {{"reason", std::move(reason)}}}};
}

}  // namespace ssa
