#pragma once

#include <memory>
#include <vector>

#include "app/cli/verb.h"

namespace ssa::cli {

std::unique_ptr<Verb> makeAnalyseTsne();
std::unique_ptr<Verb> makeAnalyseRelations();
std::unique_ptr<Verb> makeAnalyseLadder();
std::unique_ptr<Verb> makeAnalyseFlips();
std::unique_ptr<Verb> makeAnalyseWhatIf();
std::unique_ptr<Verb> makeAnalysePull();
std::unique_ptr<Verb> makeAnalyseDrift();
std::unique_ptr<Verb> makeAnalyseGradCam();
std::unique_ptr<Verb> makeAnalyseOcclusion();
std::unique_ptr<Verb> makeAnalyseBoundary();
std::unique_ptr<Verb> makeAnalyseObjects();

/// The analyses of `ssaseg analyse WHAT`, in the order of its `--help`. Each is a verb of its own file `analyse_<what>.cpp`
/// whose `name` is WHAT; it prints a table for people and the same numbers with --json.
std::vector<std::unique_ptr<Verb>> allAnalyses();

}  // namespace ssa::cli
