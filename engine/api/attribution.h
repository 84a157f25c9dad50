#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/model.h"
#include "engine/api/predictor.h"
#include "engine/core/geometry.h"
#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"

namespace ssa {

/// A part of the network whose activations can be looked at.
struct ActivationStage {
  /// `backbone.smb1` … (the model's parts), `decode_head` (the decoder feature F), `classifier_input`: what the
  /// classifier multiplies with its prototypes, G = F + P_f of an SSA model, F itself of a plain one.
  std::string id;
  int channels = 0;
  Size grid;  ///< cells
};

/// The activations of every part of one model on one picture, from one forward without gradients. Immutable, shared
/// between threads; whatever is explained on the same picture starts from here.
class Activations {
 public:
  struct Impl;
  explicit Activations(std::unique_ptr<Impl> impl);
  ~Activations();
  /// In the order of the forward; `classifier_input` last.
  const std::vector<ActivationStage>& stages() const;
  const ModelInfo& model() const;
  int classes() const;
  bool hasCoarse() const;  ///< an SSA model: MaskKind::coarse can be explained too
  Size picture() const;
  /// The mask of either classifier at picture size: logits at stride, upsampled bilinearly, the first of the largest.
  const LabelMap& mask(MaskKind kind) const;  ///< coarse of a plain model is its only mask
  std::int64_t bytes() const;
  const Impl& impl() const { return *impl_; }  ///< for engine sources only

 private:
  std::unique_ptr<Impl> impl_;
};

/// One forward of the whole picture at its own size. Errors: stopped, outOfMemory (args bytes: before anything is computed
/// where forward and backward of this size would not fit), deviceFault, contract.
Result<std::shared_ptr<const Activations>> traceActivations(std::shared_ptr<const Model> model, const Image8& image,
                                                            StopToken stop, ProgressSink& progress);

/// What a score adds up: the raw logits of one class (unscaled conv_seg outputs, or 15 x cosine), bilinearly upsampled to
/// the picture, summed over pixels of the picture.
struct AttributionTarget {
  enum class Over {
    predicted,  ///< the pixels that this classifier's mask gives to the class
    region,     ///< the pixels of `region` that are not 0
    pixel,      ///< `pixel_in_image` alone
  };
  int classId = 0;
  MaskKind head = MaskKind::refined;  ///< the output (conv_seg of a plain model, the cosine of SSA), or SSA's coarse logits
  Over over = Over::predicted;
  LabelMap region;       ///< of the picture's size; used by Over::region
  Point pixel_in_image;  ///< used by Over::pixel
};

/// Why a map shows nothing. A map of zeros is told, never scaled.
enum class EmptyMap {
  no,             ///< there is something to see
  noPixels,       ///< the score is a sum over no pixel (the class is nowhere predicted, the region is empty)
  noGradient,     ///< the score does not depend on this stage
  nothingAgrees,  ///< the weighted sum of channels is nowhere positive
};

/// A Grad-CAM (Selvaraju et al., ICCV 2017) as ssa-seg.md e defines it: weights = gradients of the score averaged over
/// the cells; map = ReLU of the weighted channel sum, divided by its maximum, upsampled bilinearly.
struct GradCam {
  std::string stage;
  /// How the gradient was made: `closed form`, `vector-Jacobian product` or `suffix backward`.
  std::string method;
  double score = 0;
  std::int64_t pixels = 0;  ///< the score is a sum over
  EmptyMap empty = EmptyMap::no;
  Size grid;
  std::vector<float> cells;     ///< (h,w) 0..1, before upsampling
  ScoreMap map;                 ///< picture size, 0..1
  double largest = 0;           ///< what the cells were divided by; 0 where there is nothing to see
  std::vector<double> weights;  ///< by channel
  double seconds = 0;           ///< from the kept activations on
};

/// Grad-CAM of a target at a stage.
///
/// `classifier_input`: closed form; prototypes Q count as given there. `decode_head`: closed form for conv_seg, a
/// hand-written vector-Jacobian product for the SSA output (through cosine, centres, softmaxes, perceptrons and position
/// encoding). Backbone: backward of what lies behind the stage alone, weights frozen.
/// Errors: badOption (`class`, `stage`, `region`, `pixel`, `head`), outOfMemory, deviceFault, contract.
Result<GradCam> gradCam(const Activations& activations, const std::string& stage, const AttributionTarget& target, StopToken stop,
                        ProgressSink& progress);

/// Share of a map's sum, per cent, that lies on the pixels of a mask that hold the class; empty for a map of zeros.
/// ContractViolation for unlike sizes.
std::optional<double> shareOnClass(const ScoreMap& map, const LabelMap& mask, int classId);

/// The maps of all classes at the input of conv_seg (F) in one product: the gradient of a class's score is a positive
/// multiple of the class's weight row at every cell of its region, so map k = ReLU(logit_k - bias_k) up to scale.
struct ClassCams {
  Size grid;
  std::vector<std::vector<float>> cells;  ///< by class, (h,w) 0..1; all 0 where nothing is positive
  std::vector<double> largest;            ///< by class, of logit - bias; 0 where nothing is positive
  double seconds = 0;
};
/// Of a plain model's classifier, or the coarse one of an SSA model.
Result<ClassCams> classCams(const Activations& activations);

}  // namespace ssa
