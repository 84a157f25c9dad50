#include "app/session/explain/live_what_if.h"

namespace ssa {

Result<WhatIfResult> LiveWhatIf::apply(const Patch& patch, const StopToken& stop) {
  const std::lock_guard lock(mutex_);
  if (stop.stop_requested()) return ErrorCode::stopped;
  if (!whatIf_) {
    auto made = WhatIf::on(trace_);
    if (!made) return std::move(made).error();
    whatIf_ = std::move(*made);
  }
  return whatIf_->apply(patch);
}

}  // namespace ssa
