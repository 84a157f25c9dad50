#pragma once

#include <array>

#include "engine/core/image8.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// Byte -> normalised number, per channel.
using NormalisationTable = std::array<std::array<float, 256>, 3>;
/// float32((byte - mean) / std) as fromImage computes it.
NormalisationTable normalisationTable(const std::array<float, 3>& mean, const std::array<float, 3>& std);

/// Picture -> network input (1,3,H,W): float32((byte - mean) / std), the quotient taken in double, as
/// the reference's pipeline does. `mean` and `std` are RGB on the 0..255 scale and count as the decimal
/// numbers they were written as (123.675, not its nearest float). `type` is kFloat or kDouble; the
/// latter holds the same float32 values.
Tensor fromImage(const Image8& image, const std::array<float, 3>& mean, const std::array<float, 3>& std,
                 c10::ScalarType type = c10::ScalarType::Float);

}  // namespace ssa
