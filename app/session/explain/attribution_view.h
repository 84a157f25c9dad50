#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/session/explain/explain_session.h"
#include "engine/api/attribution.h"
#include "engine/api/channels.h"
#include "engine/api/occlusion.h"

namespace ssa {

/// The activations of the two slots' models on the picture; null where there is none.
using SlotActivations = std::array<std::shared_ptr<const Activations>, kSlots>;

/// What is explained: a class's score over some pixels, seen at a stage.
struct AttributionQuestion {
  AttributionTarget target;  ///< `head` is filled in for every side
  std::string stage = "decode_head";
};

/// One of baseline, coarse and refined.
struct AttributionSide {
  Slot slot = Slot::ssa;
  MaskKind head = MaskKind::refined;
  std::optional<GradCam> cam;     ///< empty: this model has no such stage
  std::optional<double> onClass;  ///< per cent of the map's sum that lies on pixels predicted as the class
};

struct AttributionAnswer {
  AttributionQuestion question;
  SlotActivations activations;
  std::vector<AttributionSide> sides;    ///< baseline, coarse, refined: those there are
  std::vector<ActivationStage> stages;   ///< of the SSA slot's model, else the baseline's
  std::optional<ChannelTable> channels;  ///< of the last side, by Grad-CAM weight
};
/// The pictures go through a model where `known` lacks its activations. Blocking. Errors: those of traceActivations and gradCam.
Result<AttributionAnswer> attribute(const ExplainSubject& subject, const SlotActivations& known,
                                    const AttributionQuestion& question, StopToken stop, ProgressSink& progress);

struct OcclusionSide {
  Slot slot = Slot::ssa;
  MaskKind head = MaskKind::refined;
  OcclusionMap map;
};
/// Every side's map of a sliding patch. Errors: those of occlude.
Result<std::vector<OcclusionSide>> occludeSides(const ExplainSubject& subject, const SlotActivations& activations,
                                                const AttributionTarget& target, const OcclusionOptions& options, StopToken stop,
                                                ProgressSink& progress);

struct CoveredSide {
  Slot slot = Slot::ssa;
  MaskKind head = MaskKind::refined;
  OccludedRectangle result;
};
/// Every side's mask with a rectangle covered. Errors: those of occludeRectangle.
Result<std::vector<CoveredSide>> coverSides(const ExplainSubject& subject, const SlotActivations& activations,
                                            const AttributionTarget& target, Rect rectangle, OcclusionFill fill, StopToken stop,
                                            ProgressSink& progress);

}  // namespace ssa
