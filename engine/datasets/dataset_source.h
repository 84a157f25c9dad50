#pragma once

#include <memory>

#include "engine/datasets/dataset.h"
#include "engine/datasets/id_map.h"
#include "engine/datasets/sample_source.h"

namespace ssa {

/// The pairs of a data set, read from disk when asked for. Pictures are RGB, masks class ids of `labels`; a raw id
/// that neither the table nor the layout knows is maskIdOutOfRange.
std::shared_ptr<SampleSource> makeDatasetSource(Dataset dataset, LabelSet labels, IdMap map = {});

}  // namespace ssa
