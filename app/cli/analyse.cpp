#include "app/cli/analyse.h"

#include <CLI/CLI.hpp>

#include <string>
#include <utility>

namespace ssa::cli {

std::vector<std::unique_ptr<Verb>> allAnalyses() {
  std::vector<std::unique_ptr<Verb>> analyses;
  analyses.push_back(makeAnalyseTsne());
  analyses.push_back(makeAnalyseRelations());
  analyses.push_back(makeAnalyseLadder());
  analyses.push_back(makeAnalyseFlips());
  analyses.push_back(makeAnalyseWhatIf());
  analyses.push_back(makeAnalysePull());
  analyses.push_back(makeAnalyseDrift());
  analyses.push_back(makeAnalyseGradCam());
  analyses.push_back(makeAnalyseOcclusion());
  analyses.push_back(makeAnalyseBoundary());
  analyses.push_back(makeAnalyseObjects());
  return analyses;
}

namespace {

/// Hands over to the analysis that was named.
class AnalyseVerb final : public Verb {
 public:
  std::string name() const override { return "analyse"; }
  std::string summary() const override { return "Numbers behind the panes: maps of features, relations, ladders"; }

  void declare(CLI::App& app) override {
    app.require_subcommand(1);
    app.footer("Example:\n  ssaseg analyse tsne --input X.npy --out Y.npy --json");
    for (const auto& one : analyses_) {
      CLI::App* sub = app.add_subcommand(one->name(), one->summary());
      one->declare(*sub);
      declared_.push_back(sub);
    }
  }

  int run(Console& console, StopToken stop) override {
    for (std::size_t i = 0; i < analyses_.size(); ++i)
      if (declared_[i]->parsed()) return analyses_[i]->run(console, std::move(stop));
    return kExitUsage;
  }

 private:
  std::vector<std::unique_ptr<Verb>> analyses_ = allAnalyses();
  std::vector<CLI::App*> declared_;  ///< in the order of analyses_
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseVerb() { return std::make_unique<AnalyseVerb>(); }

}  // namespace ssa::cli
