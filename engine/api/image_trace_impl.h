#pragma once

#include <ATen/core/grad_mode.h>

#include <memory>
#include <string>

#include "engine/analysis/classifier_copy.h"
#include "engine/api/device.h"
#include "engine/api/image_trace.h"
#include "engine/api/tensor_threads.h"
#include "engine/cuda/axis_taps.h"
#include "engine/models/ssa_trace.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// What stands behind an ImageTrace. For engine sources only.
struct ImageTrace::Impl {
  ImageTraceInfo info;
  std::shared_ptr<const Model> model;
  std::shared_ptr<const ClassifierCopy> classifier;
  SsaTrace trace;             ///< one picture, CPU, float32
  Tensor ownCoarse;           ///< M of the model itself, whatever the guide
  Tensor input;               ///< (1,3,H',W') as the network read it, padded
  cuda::AxisTaps rows, cols;  ///< logits -> picture
  Size padded;                ///< of the network's input after padding

  /// Logits (1,K,h,w) -> labels at picture size.
  LabelMap maskOf(const Tensor& logits) const;
  /// A mask (picture size or grid size) -> (1,h,w) uint8 at stride. Errors: sizeMismatch, maskIdOutOfRange.
  Result<Tensor> cellsOf(const LabelMap& mask) const;
};

/// No gradients, and the threads of every forward, for the length of one analysis. For engine sources only.
class AnalysisScope {
 public:
  AnalysisScope() : threads_(computeThreads()) {}

 private:
  at::NoGradGuard frozen_;
  TensorThreads threads_;
};

/// badOption (`model`) with what it would need. For engine sources only.
Error lacks(const ImageTraceInfo& info, const std::string& expected);
/// ids >= classes in a mask: maskIdOutOfRange, kIgnore aside.
Result<void> checkIds(const LabelMap& mask, int classes);
/// (R,C) -> plain rows.
FeatureRows toRows(const Tensor& rows);
/// (1,h,w) of any type -> one label a cell; of numbers.
LabelMap toLabelMap(const Tensor& cells);
ScoreMap toScoreMap(const Tensor& cells);
/// Pixels in which two masks of one size differ.
std::int64_t countChanged(const LabelMap& a, const LabelMap& b);

}  // namespace ssa
