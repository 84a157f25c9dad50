#pragma once

#include <map>
#include <string>

#include "engine/models/model_config.h"
#include "engine/models/ssa_trace.h"

namespace ssa::test {

/// The SSA classifier written out as sums over single numbers in double precision, from the text of the
/// method alone. `state` holds the parameters by their names below the decode head. Slow; for tiny inputs.
/// `guide` (B,K,h,w) stands in for the coarse logits where given; cells where `keep` (B,h,w) is false weigh nothing in the
/// centres.
SsaTrace ssaOracle(const Tensor& feature, const std::map<std::string, Tensor>& state, const SsaOptions& options,
                   const Tensor& guide = {}, const Tensor& keep = {});

}  // namespace ssa::test
