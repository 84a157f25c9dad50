#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/result.h"
#include "engine/datasets/augment_options.h"
#include "engine/datasets/sample_source.h"

namespace ssa {

/// `count` augmented views of one pair, as training would cut them, without padding: what a window shows while the
/// options are chosen. View i depends on (seed, i) alone.
/// Errors: those of SampleSource::read.
Result<std::vector<TrainSample>> previewBatch(const SampleSource& source, const AugmentOptions& augment, int index, int count,
                                              std::uint64_t seed);

}  // namespace ssa
