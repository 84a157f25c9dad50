#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/api/model.h"
#include "engine/api/pixel_probe.h"
#include "engine/core/describe.h"
#include "engine/core/image8.h"
#include "engine/core/label_map.h"

namespace ssa {

enum class WindowMode { whole, slide };
enum class ResizeMode {
  mmseg,   ///< logits -> network input size -> picture size, as the reference
  direct,  ///< logits -> picture size in one step
};

/// How a picture becomes a mask.
struct PredictOptions {
  std::vector<float> scales{1.0F};  ///< network input = picture × scale, 0.25..4; several are averaged
  bool flip = false;                ///< average with the mirrored picture (probabilities, as mmseg)
  WindowMode window = WindowMode::whole;
  int crop_px = 512;  ///< side of a sliding window, on the network input
  int stride_px = 341;
  ResizeMode resize = ResizeMode::mmseg;
  bool scores = false;  ///< also confidence, entropy and margin at picture size
  bool arrays = false;  ///< keep logits and features for `Prediction::arrays`
  int threads = 0;      ///< 0 = all
  friend bool operator==(const PredictOptions&, const PredictOptions&) = default;
};

inline constexpr Choice<WindowMode> kWindowModes[] = {{WindowMode::whole, "whole"}, {WindowMode::slide, "slide"}};
inline constexpr Choice<ResizeMode> kResizeModes[] = {{ResizeMode::mmseg, "mmseg"}, {ResizeMode::direct, "direct"}};
template <class V>
void describe(V& v, PredictOptions& o) {
  v.list("scales", o.scales, Range{0.25F, 4.0F}, "×", "Input scales; several are averaged");
  v.flag("flip", o.flip, "Average with the mirrored picture");
  v.choice("window", o.window, kWindowModes, "Whole picture at once, or a sliding window");
  v.field("crop", o.crop_px, Range{32, 8192}, "px", "Side of a sliding window");
  v.field("stride", o.stride_px, Range{16, 8192}, "px", "Step of the sliding window");
  v.choice("resize", o.resize, kResizeModes, "How logits reach the picture's size");
}

/// Which map of a prediction is meant.
enum class MaskKind {
  refined,  ///< argmax of the network's output
  coarse,   ///< argmax of conv_seg inside the same SSA pass
};

/// Confidence, entropy and margin of one mask at picture size; see cuda::PixelOutputs for units.
struct ScoreMaps {
  ScoreMap confidence;
  ScoreMap entropy;
  ScoreMap margin;
};

/// Where a result comes from; shown on hover and written into every sidecar.
struct Provenance {
  std::string program;     ///< `SSA Studio 0.1.0`
  std::string model;       ///< ModelInfo::name
  std::string modelTitle;  ///< `SeaFormer-B + SSA`
  std::string modelSha256;
  bool trained = true;
  std::string device;
  std::string options;  ///< PredictOptions as JSON
  std::string image;    ///< path of the picture
  std::string created;  ///< ISO 8601, UTC
  std::string toJson() const;
};

/// Seconds spent in one stage of a prediction, in order: prepare, backbone, decoder, classifier, upsample.
struct StageTime {
  std::string stage;
  double seconds = 0;
};

/// A float array kept on request, e.g. `logits`, `coarse`, `feature` (shape without batch).
struct NamedArray {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};

/// What one model makes of one picture.
struct Prediction {
  LabelMap refined;
  LabelMap coarse;   ///< empty for a plain classifier
  ScoreMaps scores;  ///< of `refined`; empty unless asked for
  std::vector<StageTime> times;
  Provenance provenance;
  Warnings warnings;                        ///< smallerTiles, deviceFellBack
  std::shared_ptr<const PixelProbe> probe;  ///< per-pixel readings from the kept logits at stride
  std::vector<NamedArray> arrays;
};

/// Blocking; runs on the model's device. Errors: stopped, outOfMemory (after retries with smaller
/// tiles), badOption, deviceFault, contract.
Result<Prediction> predict(const Model& model, const Image8& image, const std::string& imagePath, const PredictOptions& options,
                           StopToken stop, ProgressSink& progress);

/// Score maps of either mask from the kept logits, without another forward.
Result<ScoreMaps> scoreMaps(const Prediction& prediction, MaskKind kind, int threads, StopToken stop, ProgressSink& progress);

}  // namespace ssa
