#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/describe.h"
#include "engine/core/result.h"
#include "engine/runs/train_config.h"

namespace ssa::cli {

/// Every option of a training as a flag, `--optimizer.lr` and for the frequent ones a short form, `--lr`; what was
/// given is kept as text and set over a configuration file's values.
class TrainFlags {
 public:
  void declare(CLI::App& app);
  /// Sets what was given, in the order of the command line's groups: options, then `--set`, then `--cfg-options`.
  /// Error badOption (option: the dotted path).
  Result<void> apply(TrainConfig& config) const;

 private:
  class Visitor;
  void add(CLI::App& app, const std::string& path, const std::string& help, const std::string& group);

  std::vector<std::pair<std::string, std::string>> given_;  ///< dotted path, text
  std::vector<std::string> settings_;                       ///< `key=value`
};

}  // namespace ssa::cli
