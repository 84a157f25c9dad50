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

/// The space a vector of C numbers lives in. Prototypes and pixels may be compared only inside one space.
enum class FeatureSpace {
  decoder,  ///< F: the decoder's feature, judged by S (dot product) before any adaptation
  joint,    ///< F + P_f: what the refined decision compares with the final centres Q (cosine)
};
/// How two vectors of a space are compared by the classifier that lives there.
enum class FeatureMetric { dotProduct, cosine };

/// Which K×C prototypes are meant. Source: `ssa-seg`, notation of the paper.
enum class PrototypeKind {
  fixed,            ///< S: conv_seg's weight; space decoder
  coarseCentre,     ///< S_c: mean of F weighted by the softmax of the coarse logits over classes; space decoder
  semantic,         ///< S_p = MLP(S_c, S); compared among themselves and with S by cosine, lives after an MLP
  spatial,          ///< P_p = MLP(P, P_c); likewise
  joint,            ///< Q = center_proj(S_p + P_p); space joint
  teacherCentre,    ///< the teacher's S_c: plain mean of F over the truth's cells, S where a class is absent
  teacherSemantic,  ///< the teacher's S_p
  teacherSpatial,   ///< the teacher's P_p
  teacherJoint,     ///< the teacher's Q; space joint
};
inline constexpr Choice<FeatureSpace> kFeatureSpaces[] = {{FeatureSpace::decoder, "F"}, {FeatureSpace::joint, "F+P_f"}};
inline constexpr Choice<PrototypeKind> kPrototypeKinds[] = {
    {PrototypeKind::fixed, "fixed"},
    {PrototypeKind::coarseCentre, "coarse_centre"},
    {PrototypeKind::semantic, "semantic"},
    {PrototypeKind::spatial, "spatial"},
    {PrototypeKind::joint, "joint"},
    {PrototypeKind::teacherCentre, "teacher_centre"},
    {PrototypeKind::teacherSemantic, "teacher_semantic"},
    {PrototypeKind::teacherSpatial, "teacher_spatial"},
    {PrototypeKind::teacherJoint, "teacher_joint"},
};
bool needsTruth(PrototypeKind kind);
/// The space a prototype may be shown in: F for S and the coarse centres, F+P_f for Q; empty for S_p and P_p, which come
/// out of a perceptron and share no space with pixels (a map that shows them with F says so).
std::optional<FeatureSpace> spaceOf(PrototypeKind kind);

/// Rows of C floats: pixels (one per cell, row-major over h×w) or prototypes (one per class).
struct FeatureRows {
  int rows = 0;
  int columns = 0;            ///< C
  std::vector<float> values;  ///< rows × columns, row-major
  const float* row(int i) const { return values.data() + static_cast<std::size_t>(i) * static_cast<std::size_t>(columns); }
};

/// What is known of a trace without its numbers.
struct ImageTraceInfo {
  std::string image;         ///< path of the picture, empty for one without a file
  std::string model;         ///< ModelInfo::name
  std::string modelTitle;    ///< `SeaFormer-B + SSA`
  std::string modelSha256;   ///< of the weights
  Size picture;              ///< of the upright picture
  Size network;              ///< of the network's input
  Size cells;                ///< w×h of the feature grid
  int classes = 0;           ///< K
  int channels = 0;          ///< C
  bool hasSsa = false;       ///< false: only S, F and the plain mask exist; the other analyses answer badOption (`model`)
  bool hasSemantic = false;  ///< S_c, S_p exist
  bool hasSpatial = false;   ///< P_f, P_c, P_p exist; without them F+P_f is F
  bool hasTeacher = false;   ///< the model still has the teacher's weights
  bool guided = false;       ///< made from another guide than the model's own coarse mask (readapt)
};

/// Everything one forward made of one picture, at feature stride, in float32 on the CPU: the ground all analyses stand on.
/// Immutable; may be shared between threads. Analyses of it never touch the model again, so they never wait for a
/// prediction.
class ImageTrace {
 public:
  struct Impl;
  explicit ImageTrace(std::unique_ptr<Impl> impl);
  ~ImageTrace();
  ImageTrace(const ImageTrace&) = delete;
  ImageTrace& operator=(const ImageTrace&) = delete;

  const ImageTraceInfo& info() const;
  const std::shared_ptr<const Model>& model() const;
  const LabelSet& labels() const { return model()->info().config.labels; }

  /// Pixels in the named space, h*w × C. The joint space of a model without P_f is F itself.
  FeatureRows features(FeatureSpace space) const;
  /// Prototypes, K × C. Errors: badOption (`prototypes`) where the model has none of that kind, or it is the teacher's.
  Result<FeatureRows> prototypes(PrototypeKind kind) const;
  /// Also the teacher's; `truth` (picture size, or already at stride) is used by those alone.
  /// Errors: badOption (`prototypes`, `model`: teacher's weights are gone), sizeMismatch, maskIdOutOfRange.
  Result<FeatureRows> prototypes(PrototypeKind kind, const LabelMap& truth) const;
  /// Logits at stride, K planes of h*w.
  FeatureRows logits(MaskKind kind) const;

  /// argmax at stride (w×h). Coarse equals refined for a plain classifier.
  LabelMap labelsAtStride(MaskKind kind) const;
  /// A mask of the picture brought to the grid by the reference's nearest rule (floor(i * from/to) in float32); one that
  /// has the grid's size already comes back unchanged. Errors: sizeMismatch, maskIdOutOfRange.
  Result<LabelMap> labelsAtStride(const LabelMap& mask) const;
  /// The mask at picture size, as a prediction with the same options gives it.
  LabelMap mask(MaskKind kind) const;
  /// Largest softmax probability at stride (w×h).
  ScoreMap confidenceAtStride(MaskKind kind) const;

  /// Index (y*w + x) of the cell that a pixel of the picture falls into.
  int cellOf(Point pos_in_image) const;
  /// The pixels of the picture that fall into a cell; the cells' rectangles tile the picture.
  Rect pixelsOf(int cell) const;
  /// Host memory held.
  std::int64_t bytes() const;

  const Impl& impl() const { return *impl_; }  ///< for engine sources only

 private:
  std::unique_ptr<Impl> impl_;
};

/// One forward of the whole picture (one input scale; no mirroring, no sliding windows, whose several forwards have no
/// one trace). Blocking; runs on the model's device and comes back to the CPU.
/// Errors: stopped, badOption (`scales`, `flip`, `window`; options out of range), outOfMemory (args bytes: a forward of this
/// size does not fit; a smaller scale does), deviceFault, contract.
Result<std::shared_ptr<const ImageTrace>> traceImage(std::shared_ptr<const Model> model, const Image8& image,
                                                     const std::string& imagePath, const PredictOptions& options, StopToken stop,
                                                     ProgressSink& progress);

}  // namespace ssa
