#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/api/evaluator.h"
#include "engine/api/image_trace.h"
#include "engine/datasets/dataset.h"

namespace ssa {

/// One picture of a walk.
struct TracedSample {
  const DatasetSample* sample = nullptr;
  Image8 picture;
  LabelMap truth;  ///< empty where the sample has no mask
  std::shared_ptr<const ImageTrace> trace;
};

/// Traces every picture of a set with one model, one after another, and hands each to `use`; a picture or mask that
/// cannot be read, or an error of `use`, skips the image and is returned. A sample without mask path has no truth.
/// Errors: stopped, outOfMemory, deviceFault, contract, badOption, classCountMismatch (the set's table), and the first
/// image's error when none could be used.
Result<std::vector<SkippedSample>> walkTraces(const std::shared_ptr<const Model>& model, const Dataset& dataset,
                                              const PredictOptions& options,
                                              const std::function<Result<void>(const TracedSample&)>& use, StopToken stop,
                                              ProgressSink& progress);

}  // namespace ssa
