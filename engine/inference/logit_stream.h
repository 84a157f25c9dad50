#pragma once

#include <memory>
#include <vector>

#include "engine/cuda/axis_taps.h"
#include "engine/inference/inference.h"
#include "engine/inference/network_input.h"
#include "engine/inference/window_plan.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// Counts windows for the progress bar and asks for the stop.
class ForwardMeter {
 public:
  ForwardMeter(StopToken stop, ProgressSink& progress, std::int64_t windows)
      : stop_(stop), progress_(progress), windows_(windows) {}
  bool stopped() const { return stop_.stop_requested(); }
  void oneStage(double share) {
    progress_.report(0.95 * (static_cast<double>(done_) + share) / static_cast<double>(windows_), "forward");
  }
  void oneWindow() { progress_.report(0.95 * static_cast<double>(++done_) / static_cast<double>(windows_), "forward"); }
  void upsampling(double share) { progress_.report(0.95 + 0.05 * share, "upsample"); }

 private:
  StopToken stop_;
  ProgressSink& progress_;
  std::int64_t windows_;
  std::int64_t done_ = 0;
};

/// The logits of one pass over a picture, computed one row of windows at a time when first needed and
/// dropped when left behind.
class LogitStream {
 public:
  LogitStream(Segmentor& network, const InferencePass& pass, const WindowPlan& plan, const InferenceOptions& options,
              std::int64_t keptLimit_bytes);
  ~LogitStream();
  LogitStream(LogitStream&&) noexcept;

  /// Logits that rows [begin, end) of the picture need.
  struct Band {
    Tensor refined;       ///< (K, held rows, all columns) float32
    Tensor coarse;        ///< undefined for a plain classifier
    cuda::AxisTaps rows;  ///< of [begin, end), on `refined`
  };
  /// Rows must be asked for in ascending order. Error: stopped.
  Result<Band> band(int begin, int end, StageSeconds& seconds, ForwardMeter& meter);
  /// Largest end such that [begin, end) needs no further row of windows than `begin` itself does.
  Result<int> bandEnd(int begin, StageSeconds& seconds, ForwardMeter& meter);
  const cuda::AxisTaps& cols() const;

  /// What was kept, once all rows are done; no logits when they would have passed the limit.
  KeptPass takeKept();
  std::vector<float> takeFeatureNorm();
  std::vector<KeptArray> takeArrays();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ssa
