#pragma once

#include <cstdint>
#include <memory>

#include "engine/api/attribution.h"
#include "engine/core/describe.h"

namespace ssa {

/// What a patch is covered with.
enum class OcclusionFill {
  mean,  ///< the picture's mean colour
  blur,  ///< the picture itself, blurred by three box filters of about the patch's size
};
inline constexpr Choice<OcclusionFill> kOcclusionFills[] = {{OcclusionFill::mean, "mean"}, {OcclusionFill::blur, "blur"}};

struct OcclusionOptions {
  int patch_px = 64;   ///< side
  int stride_px = 32;  ///< step, at most patch_px so that every pixel is covered
  OcclusionFill fill = OcclusionFill::mean;
  friend bool operator==(const OcclusionOptions&, const OcclusionOptions&) = default;
};
template <class V>
void describe(V& v, OcclusionOptions& o) {
  v.field("patch", o.patch_px, Range{2, 4096}, "px", "Side of the patch that slides over the picture");
  v.field("stride", o.stride_px, Range{1, 4096}, "px", "Step of the patch, at most its side");
  v.choice("fill", o.fill, kOcclusionFills, "What the patch is covered with");
}

/// What covering each place of a picture does to a score (Zeiler and Fergus, ECCV 2014).
struct OcclusionMap {
  int columns = 0;  ///< positions of the patch
  int rows = 0;
  std::vector<float> drops;    ///< by position, row-major: score without patch - score with it
  std::vector<float> changed;  ///< by position: share of the region's pixels (weighted at stride) whose class changed, 0..1
  double score = 0;            ///< of the untouched picture
  std::int64_t pixels = 0;     ///< the score is a sum over; 0: nothing was done, the maps are empty
  ScoreMap drop;               ///< picture size: mean of `drops` over the patches that cover a pixel
  ScoreMap change;             ///< likewise of `changed`
  double lowest = 0;           ///< of `drops`
  double highest = 0;
};

/// One forward for every position. The region is that of the untouched picture throughout.
/// Errors: stopped, badOption (`patch`, `stride` or those of the target), outOfMemory, deviceFault, contract.
Result<OcclusionMap> occlude(const Activations& activations, const Image8& image, const AttributionTarget& target,
                             const OcclusionOptions& options, StopToken stop, ProgressSink& progress);

/// One rectangle covered by hand.
struct OccludedRectangle {
  Rect covered;   ///< inside the picture
  Image8 image;   ///< the picture as the network saw it
  LabelMap mask;  ///< of the target's classifier
  double scoreBefore = 0;
  double scoreAfter = 0;
  std::int64_t pixels = 0;          ///< the scores are sums over
  std::int64_t changed = 0;         ///< pixels of the picture whose class differs
  std::int64_t changedOutside = 0;  ///< of them, outside the rectangle
};
/// The new mask with a rectangle occluded. Errors: badOption (`rectangle` outside the picture), as above.
Result<OccludedRectangle> occludeRectangle(const Activations& activations, const Image8& image, Rect rectangle,
                                           OcclusionFill fill, const AttributionTarget& target, StopToken stop,
                                           ProgressSink& progress);

/// The picture with a rectangle covered; what lies outside it is untouched.
Image8 covered(const Image8& image, Rect rectangle, OcclusionFill fill);

}  // namespace ssa
