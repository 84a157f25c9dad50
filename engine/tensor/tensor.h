#pragma once

#include <ATen/core/Tensor.h>

#include <initializer_list>
#include <string_view>

namespace ssa {

using Tensor = at::Tensor;

/// Throws ContractViolation naming `what`, the found and the expected shape; -1 matches any extent.
void expectShape(const Tensor& tensor, std::initializer_list<std::int64_t> shape, std::string_view what);

}  // namespace ssa
