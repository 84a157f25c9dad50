#pragma once

#include "engine/core/error.h"

namespace ssa::cli {

/// What the shell learns, after sysexits where it says something.
enum ExitCode : int {
  kExitDone = 0,
  kExitFailed = 1,
  kExitUsage = 2,
  kExitRetry = 75,     ///< out of memory or a device fault: the same command may work later
  kExitStopped = 130,  ///< SIGINT or SIGTERM; what was finished is kept
};

ExitCode exitCodeOf(ErrorCode code);

}  // namespace ssa::cli
