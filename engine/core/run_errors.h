#pragma once

#include "engine/core/error.h"

namespace ssa {

/// Whether an error concerns a whole run over many files and not the one at hand: going on with the next would meet it again.
inline bool concernsWholeRun(ErrorCode code) {
  switch (code) {
    case ErrorCode::stopped:
    case ErrorCode::outOfMemory:
    case ErrorCode::deviceFault:
    case ErrorCode::deviceUnavailable:
    case ErrorCode::contract:
    case ErrorCode::internal:
      return true;
    default:
      return false;
  }
}

}  // namespace ssa
