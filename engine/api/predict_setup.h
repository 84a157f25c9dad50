#pragma once

#include <vector>

#include "engine/api/predictor.h"
#include "engine/inference/inference.h"

namespace ssa {

/// Options outside their ranges give badOption. For engine/api sources only.
Result<void> checkOptions(const PredictOptions& options);
/// The network inputs of a picture, in the order scale by scale, plain before mirrored. `image` must
/// outlive them. Errors: stopped, badOption (a scale that makes the input too large).
Result<std::vector<InferencePass>> makePasses(const Image8& image, const PredictOptions& options, StopToken stop);
InferenceOptions inferenceOptions(Size picture, const PredictOptions& options);

}  // namespace ssa
