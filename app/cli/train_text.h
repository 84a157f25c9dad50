#pragma once

#include <string>

#include "app/cli/console.h"
#include "engine/api/training_run.h"

namespace ssa::cli {

/// An event of a training as a line on stderr; steps and checkpoints are left out with --quiet.
void showEvent(Console& console, const RunEvent& event);

std::string toText(const TrainOutcome& outcome);
std::string toText(const DryRunReport& report);
Json toJson(const TrainOutcome& outcome);

}  // namespace ssa::cli
