#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/result.h"

namespace ssa {

/// What `ssaseg train --dry-run --json` prints as its last document: one training step and one validation batch were
/// really run, nothing was written. The window shows it before a run may start.
struct DryRunReport {
  std::string device;  ///< `cpu`, `cuda:0`
  std::int64_t trainPairs = 0;
  std::int64_t valPairs = 0;
  std::int64_t classes = 0;
  std::int64_t parameters = 0;  ///< of the network with its teacher
  std::int64_t trainableParameters = 0;
  std::int64_t memory_bytes = 0;      ///< largest resident (or device) memory of the two
  std::int64_t freeMemory_bytes = 0;  ///< of the device before
  std::int64_t disk_bytes = 0;        ///< the run's checkpoints, samples and events at their most
  std::int64_t freeDisk_bytes = 0;    ///< where the run folder lies
  double step_seconds = 0;
  double eval_seconds = 0;                             ///< estimate for the whole validation split
  double total_seconds = 0;                            ///< estimate for the whole run
  std::vector<std::pair<std::string, double>> losses;  ///< of the step, log key -> weighted value
  std::vector<Error> refusals;                         ///< any of them forbids the start
  Warnings warnings;
};

/// One line without line break.
std::string toJsonLine(const DryRunReport& report);
/// Of one line or of many. Unknown members are skipped. Errors: badConfig.
Result<DryRunReport> parseDryRunReport(std::string_view line);

}  // namespace ssa
