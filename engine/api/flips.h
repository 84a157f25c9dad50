#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/image_trace.h"
#include "engine/api/trace_set.h"
#include "engine/metrics/confusion_matrix.h"
#include "engine/metrics/iou.h"

namespace ssa {

/// The four masks of the ledger. The two single branches are the trained model with the other branch taken out at
/// inference, without retraining: an explanation of this model, not the paper's ablation.
enum class FlipStage {
  coarse,        ///< argmax of M
  semanticOnly,  ///< G = F, Q = center_proj(S_p)
  spatialOnly,   ///< G = F + P_f, Q = center_proj(S + P_p)
  both,          ///< the model's own output
};
inline constexpr Choice<FlipStage> kFlipStages[] = {{FlipStage::coarse, "coarse"},
                                                    {FlipStage::semanticOnly, "semantic_only"},
                                                    {FlipStage::spatialOnly, "spatial_only"},
                                                    {FlipStage::both, "both"}};

/// What became of a pixel from one stage to the next. Without truth only `same` and `changed` occur.
enum class FlipOutcome : std::uint8_t {
  ignored,     ///< truth is kIgnore
  same,        ///< same class, no truth to judge it by
  changed,     ///< another class, no truth to judge it by
  stillRight,  ///< right before and after
  fixed,       ///< wrong before, right after
  broke,       ///< right before, wrong after
  stillWrong,  ///< the same wrong class
  otherWrong,  ///< another wrong class
};
inline constexpr Choice<FlipOutcome> kFlipOutcomes[] = {
    {FlipOutcome::ignored, "ignored"},
    {FlipOutcome::same, "same"},
    {FlipOutcome::changed, "changed"},
    {FlipOutcome::stillRight, "still_right"},
    {FlipOutcome::fixed, "fixed"},
    {FlipOutcome::broke, "broke"},
    {FlipOutcome::stillWrong, "still_wrong"},
    {FlipOutcome::otherWrong, "other_wrong"},
};
inline constexpr int kFlipOutcomeCount = 8;

/// A flow of pixels from one class at one stage to a class at another.
struct FlipLink {
  int fromClass = 0;
  int toClass = 0;
  std::int64_t pixels = 0;
  /// Of them, by outcome (index FlipOutcome); the sum is `pixels`.
  std::int64_t byOutcome[kFlipOutcomeCount] = {};
};

/// All flows between two stages, ready for a Sankey diagram: nodes are the classes at both ends.
struct FlipTransition {
  FlipStage from;
  FlipStage to;
  std::vector<FlipLink> links;  ///< by fromClass, then toClass; none of zero pixels
  std::int64_t byOutcome[kFlipOutcomeCount] = {};
  std::int64_t outcome(FlipOutcome o) const { return byOutcome[static_cast<int>(o)]; }
};

/// The ledger of one picture or (without masks) of a set.
struct FlipLedger {
  struct Stage {
    FlipStage stage;
    LabelMap mask;                     ///< at picture size; empty in a set's ledger
    std::vector<std::int64_t> pixels;  ///< per class, ignored truth left out
    std::optional<Scores> scores;      ///< where truth is given
  };
  std::vector<Stage> stages;                ///< those the model has, in the order of FlipStage
  std::vector<FlipTransition> transitions;  ///< from each stage to the next, then coarse -> both when stages lie between
  bool hasTruth = false;
  std::int64_t images = 1;
  std::vector<SkippedSample> skipped;  ///< of a set

  const Stage* find(FlipStage stage) const;
  const FlipTransition* find(FlipStage from, FlipStage to) const;
};

/// Masks of one picture under every stage and what changed between them. Truth may be null.
/// A model with a single branch has coarse and both. Errors: badOption (`model`: no SSA classifier), sizeMismatch,
/// maskIdOutOfRange.
Result<FlipLedger> flipLedger(const ImageTrace& trace, const LabelMap* truth = nullptr);

/// FlipOutcome of every pixel between two stages of a picture's ledger, as ids (picture size). Errors: badOption (`stage`).
Result<LabelMap> flipMap(const FlipLedger& ledger, FlipStage from, FlipStage to, const LabelMap* truth = nullptr);

/// The ledger of a set with truth. Errors: those of walkTraces.
Result<FlipLedger> flipsOverSet(std::shared_ptr<const Model> model, const Dataset& dataset, const PredictOptions& options,
                                StopToken stop, ProgressSink& progress);

}  // namespace ssa
