#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace ssa {

/// How a process ended.
struct ProcessEnd {
  int exitCode = 0;
  int signal = 0;  ///< not 0: killed by it
  /// `exit code 3`, `signal 9`.
  std::string text() const;
};

/// Starts a program that outlives this one: a session of its own, no input, output appended to `log`, nothing else
/// inherited. Errors: fileNotFound, permissionDenied, and what opening the log gives.
Result<pid_t> startDetached(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                            const std::filesystem::path& log);
/// Nothing while the child lives; asks once only after its end.
std::optional<ProcessEnd> endOf(pid_t child);
/// The process exists but is halted (SIGSTOP).
bool isSuspended(pid_t process);

}  // namespace ssa
