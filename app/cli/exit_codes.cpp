#include "app/cli/exit_codes.h"

namespace ssa::cli {

ExitCode exitCodeOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::stopped:
      return kExitStopped;
    case ErrorCode::outOfMemory:
    case ErrorCode::deviceFault:
      return kExitRetry;
    case ErrorCode::badOption:
      return kExitUsage;
    default:
      return kExitFailed;
  }
}

}  // namespace ssa::cli
