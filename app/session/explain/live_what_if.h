#pragma once

#include <memory>
#include <mutex>

#include "engine/api/what_if.h"

namespace ssa {

/// A WhatIf that jobs share: made by the first of them, used by one at a time.
class LiveWhatIf {
 public:
  explicit LiveWhatIf(std::shared_ptr<const ImageTrace> trace) : trace_(std::move(trace)) {}
  /// Blocking. Errors: those of WhatIf::on and WhatIf::apply; stopped, where a newer patch came meanwhile.
  Result<WhatIfResult> apply(const Patch& patch, const StopToken& stop);
  const ImageTrace& trace() const { return *trace_; }

 private:
  std::shared_ptr<const ImageTrace> trace_;
  std::mutex mutex_;
  std::unique_ptr<WhatIf> whatIf_;
};

}  // namespace ssa
