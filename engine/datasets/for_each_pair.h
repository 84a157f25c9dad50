#pragma once

#include <functional>
#include <string_view>

#include "engine/core/progress.h"
#include "engine/core/stop.h"

namespace ssa {

/// Calls work(index) once for every index in [0, count), from `threads` threads (0 = all cores, at most 8; the caller's
/// included). Progress is reported on the caller's thread. The first exception ends the work and is rethrown.
/// False when it was stopped; then some indices were left out.
bool forEachPair(int count, int threads, const StopToken& stop, ProgressSink& progress, std::string_view stage,
                 const std::function<void(int index)>& work);

}  // namespace ssa
