#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/cli/console.h"
#include "engine/core/stop.h"

namespace CLI {
class App;
}

namespace ssa::cli {

/// One subcommand: its flags, and what it does with them.
class Verb {
 public:
  virtual ~Verb() = default;
  virtual std::string name() const = 0;
  virtual std::string summary() const = 0;
  /// Adds options and examples; they are bound to this object.
  virtual void declare(CLI::App& app) = 0;
  /// Runs after parsing; returns the exit code.
  virtual int run(Console& console, StopToken stop) = 0;
};

std::unique_ptr<Verb> makeImportVerb();
std::unique_ptr<Verb> makeNewModelVerb();
std::unique_ptr<Verb> makeInspectVerb();
std::unique_ptr<Verb> makeCheckVerb();
std::unique_ptr<Verb> makeSegmentVerb();
std::unique_ptr<Verb> makeEvaluateVerb();
std::unique_ptr<Verb> makeExportVerb();
std::unique_ptr<Verb> makeDemoDataVerb();
std::unique_ptr<Verb> makeTrainVerb();
std::unique_ptr<Verb> makeAnalyseVerb();
std::unique_ptr<Verb> makeBenchVerb();

/// Every verb, in the order of `--help`.
std::vector<std::unique_ptr<Verb>> allVerbs();

}  // namespace ssa::cli
