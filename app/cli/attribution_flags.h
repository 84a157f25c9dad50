#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/analyse_input.h"
#include "engine/api/attribution.h"

namespace ssa::cli {

/// The flags that say what a score adds up, shared by `gradcam` and `occlusion`.
class TargetFlags {
 public:
  void declare(CLI::App& app);
  /// Errors: badOption (`class`, `region`, `pixel`), those of the mask reader.
  Result<AttributionTarget> target(const AnalyseInput& input, const Activations& activations, MaskKind head,
                                   const Model& model) const;
  /// `pixels predicted as 3 Car`, `pixel 10,20` …
  std::string text(const AttributionTarget& target, const LabelSet& labels) const;

 private:
  std::string class_, region_mask_;
  std::vector<int> region_, pixel_;
};

/// One column of a side-by-side explanation.
struct ExplainedHead {
  std::string title;  ///< `SeaFormer-B`, `SeaFormer-B + SSA, coarse`
  std::string key;    ///< `baseline`, `coarse`, `refined`
  MaskKind head = MaskKind::refined;
  std::shared_ptr<const Model> model;
  std::shared_ptr<const Activations> activations;
};
/// Baseline (where `baseline` names one), coarse (of an SSA model) and output, each with its activations.
Result<std::vector<ExplainedHead>> explainedHeads(const AnalyseInput& input, const std::string& baseline, const Image8& picture,
                                                  Console& console, const StopToken& stop);

/// Works out a document and a text under a line of progress and prints them. Returns the exit code.
int printComputed(Console& console, const std::string& stage, const std::function<Result<void>(Json&, std::string&)>& compute);

}  // namespace ssa::cli
