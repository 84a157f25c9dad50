#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "engine/core/label_set.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/dataset.h"
#include "engine/datasets/sample_source.h"
#include "engine/models/segmentor.h"
#include "engine/runs/run_events.h"

namespace ssa {

/// Pairs a network is scored on while it learns.
struct ValidationSet {
  std::shared_ptr<const SampleSource> source;
  std::vector<DatasetSample> samples;  ///< their files, in the source's order
  LabelSet labels;
};

struct ValidationOptions {
  std::filesystem::path run;   ///< masks of the first pictures go below its `samples` folder
  std::int64_t iteration = 0;  ///< steps done
  int sampleImages = 0;
  int threads = 0;      ///< of our kernels; 0 = all
  int firstImages = 0;  ///< only so many pictures; 0 = all
};

/// Predicts every picture at its own size, whole, without mirroring, and scores refined and coarse masks by mmseg's
/// pooling. `tell` hears samples, skipped pairs and one EvalEvent per kind of mask, refined first. The network is left
/// in the mode it came in. Returns the refined mIoU in per cent.
/// Errors: stopped, outOfMemory, nothingToLearn (no pair could be read).
Result<double> validate(Segmentor& network, const ValidationSet& set, const ValidationOptions& options,
                        const std::function<void(const RunEvent&)>& tell, StopToken stop);

}  // namespace ssa
