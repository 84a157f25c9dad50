#pragma once

#include <QString>

#include "engine/api/predictor.h"

namespace ssa {

/// Where a result comes from, as lines for a tool tip: model, checkpoint, options, device, time.
QString describeProvenance(const Provenance& provenance);

/// Options of a prediction in one line: `scale 1, whole picture`.
QString describeOptions(const PredictOptions& options);

}  // namespace ssa
