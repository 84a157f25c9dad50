#pragma once

#include <cstdint>
#include <exception>
#include <string>

#include "engine/core/geometry.h"

namespace ssa {

/// Test seam: the n-th allocation point of a prediction fails as if memory were exhausted (n counts
/// from 1; 0 = off); sticky = all later ones fail too.
struct AllocationFault {
  int call = 0;
  bool sticky = false;
};
void setAllocationFault(AllocationFault fault);
/// Marks a place where a prediction is about to take much memory; throws std::bad_alloc when the seam says so.
void allocationPoint();

/// True for std::bad_alloc and LibTorch's out-of-memory errors of either device.
bool isOutOfMemory(const std::exception& fault);

/// What one whole-image forward takes at its peak, roughly: activations grow with the pixels, MiT's
/// attention matrices with their square.
std::int64_t estimatedForwardBytes(const std::string& architecture, int classes, Size network);

/// A whole-image forward may take this much before the picture is cut into windows instead: 8 GiB or
/// half of the memory that is free now, whichever is less. `cudaDevice` -1 = host memory.
std::int64_t forwardBudgetBytes(int cudaDevice);

}  // namespace ssa
