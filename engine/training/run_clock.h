#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "engine/runs/run_events.h"

namespace ssa {

/// An event stamped with the time.
template <class Event>
RunEvent eventNow(Event event) {
  return {std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count(), std::move(event)};
}

/// `000000200`
inline std::string paddedIteration(std::int64_t iteration) {
  const std::string digits = std::to_string(iteration);
  return std::string(digits.size() < 9 ? 9 - digits.size() : 0, '0') + digits;
}

/// Memory of this process that is in use now, in bytes; 0 where the system does not tell.
std::int64_t residentBytes();

}  // namespace ssa
