#include "engine/training/parameter_groups.h"

#include <algorithm>

namespace ssa {

std::vector<ParameterRule> parameterRules(const OptimizerOptions& options) {
  std::vector<ParameterRule> rules{{"pos_emb", 1, 0}, {"pos_block", 1, 0}, {"norm", 1, 0}, {"head", options.head_lr_mult, 1}};
  std::sort(rules.begin(), rules.end(), [](const ParameterRule& a, const ParameterRule& b) {
    return a.key.size() != b.key.size() ? a.key.size() > b.key.size() : a.key < b.key;
  });
  return rules;
}

ParameterRule ruleOf(std::string_view name, const std::vector<ParameterRule>& rules) {
  for (const ParameterRule& rule : rules)
    if (name.find(rule.key) != std::string_view::npos) return rule;
  return {};
}

}  // namespace ssa
