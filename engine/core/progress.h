#pragma once

#include <string_view>

namespace ssa {

/// Receives progress from a blocking engine function, on that function's thread.
class ProgressSink {
 public:
  virtual ~ProgressSink() = default;
  /// `fraction` in 0..1 or negative when unknown; `stage` is a stable identifier such as
  /// "read", "forward" or "upsample", translated by whoever shows it.
  virtual void report(double fraction, std::string_view stage) = 0;
};

/// Ignores everything.
class NoProgress final : public ProgressSink {
 public:
  void report(double, std::string_view) override {}
};

}  // namespace ssa
