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

/// Where the mask that guides the adaptation comes from.
enum class GuideKind {
  own,       ///< the model's own coarse mask: what a plain prediction does
  truth,     ///< the ground truth
  model,     ///< another model's mask
  imported,  ///< a mask from a file, or one drawn by hand
};
inline constexpr Choice<GuideKind> kGuideKinds[] = {
    {GuideKind::own, "own"}, {GuideKind::truth, "truth"}, {GuideKind::model, "model"}, {GuideKind::imported, "imported"}};

/// Logit that a given guide enters with: +30 for its class, -30 for the others.
inline constexpr float kGuideLogit = 30.0F;

/// The same picture adapted to another guide: M becomes ±30 where the guide has a label (nearest-resized to the grid by
/// the reference's float32 rule), cells without a label keep their own logits; S_c, P_c, S_p, P_p, Q and the refined
/// logits follow. F and P_f are shared with the original, so this costs a fraction of a forward.
/// Errors: badOption (`model`: no SSA classifier), sizeMismatch, maskIdOutOfRange.
Result<std::shared_ptr<const ImageTrace>> readapt(const std::shared_ptr<const ImageTrace>& trace, const LabelMap& guide);

/// What one guide makes of a picture.
struct GuideResult {
  LabelMap guide;                           ///< at stride (w×h); kIgnore where the own logits were kept
  LabelMap refined;                         ///< at picture size
  std::int64_t changed_px = 0;              ///< pixels that differ from the refined mask of the own guide
  std::optional<Scores> scores;             ///< of `refined`, where truth is given
  std::optional<Scores> ownScores;          ///< of the refined mask of the own guide
  std::shared_ptr<const ImageTrace> trace;  ///< for any other analysis under this guide
};
/// Errors: those of readapt.
Result<GuideResult> runGuide(const std::shared_ptr<const ImageTrace>& trace, const LabelMap& guide,
                             const LabelMap* truth = nullptr);

/// The rungs of the headroom ladder, from what one has to what the feature grid can hold.
enum class Rung {
  baseline,       ///< another model's mask, usually the plain classifier's
  coarse,         ///< argmax of conv_seg inside the SSA model
  refined,        ///< the SSA model's output
  trueGuide,      ///< refined, adapted to the truth as guide
  teacher,        ///< the training-time teacher with the truth
  truthAtStride,  ///< the truth itself at feature stride: one-hot, upsampled bilinearly, argmax
};
inline constexpr Choice<Rung> kRungs[] = {
    {Rung::baseline, "baseline"},    {Rung::coarse, "coarse"},   {Rung::refined, "refined"},
    {Rung::trueGuide, "true_guide"}, {Rung::teacher, "teacher"}, {Rung::truthAtStride, "truth_at_stride"},
};

/// A rung that could not be climbed, and why.
struct MissingRung {
  Rung rung;
  Error reason;  ///< badOption with `expected`: what the model would need
};

/// The ladder of one picture; scores in per cent.
struct Ladder {
  struct Step {
    Rung rung;
    LabelMap mask;  ///< at picture size
    ConfusionMatrix confusion;
    Scores scores;
  };
  std::vector<Step> steps;  ///< those that exist, in the order of Rung
  std::vector<MissingRung> missing;
  const Step* find(Rung rung) const;
};
/// `baseline` is the other model's mask of the same picture, null for none. A plain model has refined and truthAtStride.
/// Errors: sizeMismatch, maskIdOutOfRange.
Result<Ladder> ladder(const ImageTrace& trace, const LabelMap& truth, const LabelMap* baseline = nullptr);

/// The ladder of a set, over all pixels (mmseg's pooling) and picture by picture.
struct SetLadder {
  struct Step {
    Rung rung;
    ConfusionMatrix confusion;
    Scores scores;
  };
  struct Image {
    std::string name;
    std::string image;
    std::vector<std::optional<double>> mIoU;  ///< per step; empty where nothing can be said
  };
  std::vector<Step> steps;
  std::vector<Image> images;
  std::vector<MissingRung> missing;
  std::vector<SkippedSample> skipped;
  /// True when baseline and SSA model have the same backbone, decoder and conv_seg, so that coarse is the baseline.
  bool coarseIsBaseline = false;
};
/// `baseline` may be null. Errors: those of walkTraces; badOption (`baseline`: another label table).
Result<SetLadder> ladderOverSet(std::shared_ptr<const Model> model, std::shared_ptr<const Model> baseline, const Dataset& dataset,
                                const PredictOptions& options, StopToken stop, ProgressSink& progress);

}  // namespace ssa
