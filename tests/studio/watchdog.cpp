#include "tests/studio/watchdog.h"

#include <algorithm>
#include <cstdio>

namespace ssa::test {
namespace {

constexpr int kTick_ms = 10;

}  // namespace

Watchdog::Watchdog(const char* story) : story_(story) {
  last_.start();
  timer_.setTimerType(Qt::PreciseTimer);
  connect(&timer_, &QTimer::timeout, this, [this] { longest_ms_ = std::max(longest_ms_, last_.restart() - kTick_ms); });
  timer_.start(kTick_ms);
}

Watchdog::~Watchdog() { std::printf("%s: longest gap of the event loop %lld ms\n", story_, static_cast<long long>(longest_ms_)); }

}  // namespace ssa::test

#include "moc_watchdog.cpp"
