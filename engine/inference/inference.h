#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/inference/kept_logits.h"

namespace ssa {

class Segmentor;

/// One pass over the picture: the network input (already at its scale) and whether it is mirrored.
/// Several passes are averaged as probabilities at picture size (mmseg's aug_test).
struct InferencePass {
  std::shared_ptr<const Image8> input;
  bool mirrored = false;
};

struct InferenceOptions {
  Size picture;  ///< size of the masks
  bool slide = false;
  Size crop{512, 512};  ///< of a sliding window, on the network input
  Size stride{341, 341};
  bool direct = false;  ///< logits -> picture in one step, where one window covers the input
  bool scores = false;
  bool keepArrays = false;
  bool keepLogits = true;
  int threads = 0;  ///< of our kernels; 0 = all
  /// Called at the end of every stage: prepare, backbone, decoder, classifier, upsample.
  std::function<void(std::string_view stage)> onStage;
  std::int64_t forwardBudget_bytes = 0;  ///< a whole-image forward over this slides; 0 = forwardBudgetBytes()
};

/// Seconds per stage, in the order of the work.
struct StageSeconds {
  double prepare = 0, backbone = 0, decoder = 0, classifier = 0, upsample = 0;
};

/// A tensor kept on request, as plain numbers.
struct KeptArray {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};

struct InferenceResult {
  LabelMap refined;
  LabelMap coarse;                       ///< empty for a plain classifier
  ScoreMap confidence, entropy, margin;  ///< of `refined`, on request
  StageSeconds seconds;
  Warnings warnings;                       ///< smallerTiles
  std::shared_ptr<const KeptLogits> kept;  ///< null when it would take more than kMostKeptBytes
  std::vector<KeptArray> arrays;           ///< of the first pass; with several windows they come first in the shape
};

inline constexpr std::int64_t kMostKeptBytes = std::int64_t{1} << 30;
inline constexpr int kSmallestCrop_px = 128;

/// Runs the network on every pass and reduces to masks; refined and coarse come from the same forward.
/// K×H×W never exists: logits stay at stride and reach the picture through composed taps. Sliding
/// windows are streamed by rows, so memory does not grow with the picture. When memory runs out, or a
/// whole forward would exceed the budget, it starts again with smaller windows (down to
/// kSmallestCrop_px) and warns with smallerTiles. Errors: stopped, outOfMemory; throws what LibTorch throws.
Result<InferenceResult> infer(Segmentor& network, const std::vector<InferencePass>& passes, const InferenceOptions& options,
                              StopToken stop, ProgressSink& progress);

}  // namespace ssa
