#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/runs/train_config.h"

namespace ssa {

/// Factors of the base learning rate and of the weight decay for parameters with `key` in their name.
struct ParameterRule {
  std::string key;
  double lr = 1;
  double decay = 1;
};

/// The published recipe's rules in the order they are tried: longest key first, then alphabetical. `head` stands before
/// `norm`, so norms of the decode head are decayed, as in the reference.
std::vector<ParameterRule> parameterRules(const OptimizerOptions& options);

/// The first rule whose key occurs in `name`; a rule of factors 1 where none does.
ParameterRule ruleOf(std::string_view name, const std::vector<ParameterRule>& rules);

}  // namespace ssa
