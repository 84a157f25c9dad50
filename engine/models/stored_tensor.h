#pragma once

#include "engine/checkpoints/checkpoint.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// A view of the stored bytes (no copy) that keeps them alive; never write to it.
Tensor toTensor(const StoredTensor& stored);

/// A copy of `tensor` as plain bytes: contiguous, on the host, type kept.
/// Error: ContractViolation for a type no checkpoint holds.
StoredTensor toStored(std::string name, const Tensor& tensor);

}  // namespace ssa
