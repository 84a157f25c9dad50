#include "widgets/blink_timer.h"

#include <algorithm>

#include "app/session/settings.h"
#include "widgets/canvas/canvas.h"
#include "widgets/view_state.h"

namespace ssa {
namespace {

constexpr int kShortest_ms = 200;  // slower than three times a second: no flicker that harms

}  // namespace

BlinkTimer::BlinkTimer(const Settings& settings, ViewState& state, Canvas& canvas, QObject* parent)
    : QObject(parent), state_(state), canvas_(canvas) {
  timer_.setInterval(std::max(kShortest_ms, static_cast<int>(settings.number("view/blink_ms"))));
  connect(&timer_, &QTimer::timeout, this, [this] {
    second_ = !second_;
    canvas_.setBlinkShowsSecond(second_);
  });
  connect(&state, &ViewState::viewsChanged, this, &BlinkTimer::refresh);
  connect(&state, &ViewState::blinkingChanged, this, &BlinkTimer::refresh);
  refresh();
}

void BlinkTimer::refresh() {
  const bool on = state_.mode() == CompareMode::blink && state_.blinking();
  if (on == timer_.isActive()) return;
  second_ = false;
  canvas_.setBlinkShowsSecond(false);
  on ? timer_.start() : timer_.stop();
}

}  // namespace ssa

#include "moc_blink_timer.cpp"
