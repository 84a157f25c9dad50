#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/checkpoints/checkpoint.h"
#include "engine/models/frozen_sums.h"
#include "engine/models/model_config.h"
#include "engine/models/ssa_trace.h"
#include "engine/tensor/tensor.h"

namespace torch::nn {
class Module;
}

namespace ssa {

/// A whole network: backbone, decoder part of the head, classifier. State-dict names equal the
/// reference's (`backbone.*`, `decode_head.*`). Runs in float32 and float64.
class Segmentor {
 public:
  virtual ~Segmentor() = default;

  virtual const ModelConfig& config() const = 0;
  /// Marks the end of a stage; used by benches and progress: "backbone", "decoder", "classifier".
  using StageHook = std::function<void(std::string_view)>;
  /// x (B,3,H',W') normalised -> every intermediate. Train or eval mode as the module is set.
  /// Error: ContractViolation for anything but (B,3,H',W') with sides of at least one feature cell.
  virtual SsaTrace forward(const Tensor& x, const StageHook& hook = {}) = 0;
  /// Hears every part with its output, in order: `backbone.smb1` …, `decode_head`, `classifier`.
  using PartHook = std::function<void(std::string_view part, const Tensor& output)>;
  /// The same forward, with a finer hook.
  virtual SsaTrace forwardParts(const Tensor& x, const PartHook& hook) = 0;
  /// The network from the middle on: what lies behind the parts whose outputs are given (by the names the hook hears; all
  /// up to one, in the order of the forward). ContractViolation for a network that cannot, or without a known part.
  using Parts = std::map<std::string, Tensor, std::less<>>;
  virtual SsaTrace resume(const Parts& known);
  /// The classifier alone on F (B,C,h,w) of an earlier forward; `stages` stays empty. ContractViolation for a network
  /// without a part of its own for that.
  virtual SsaTrace classify(const Tensor& feature);
  /// Parameters of classifier and teacher, which lie among those of `decode_head`.
  virtual std::int64_t classifierParameters() const = 0;
  /// The teacher on the features of a forward; see SsaClassifier::teach. ContractViolation for a network without one.
  virtual TeacherTrace teach(const SsaTrace& trace, const Tensor& labels);
  /// For steps that change only the classifier; see SsaClassifier::sumFrozen and classifyFrozen. Nothing, and
  /// ContractViolation, for a network without such a classifier.
  virtual std::optional<FrozenSums> sumFrozen(const SsaTrace& trace, const Tensor& labels);
  virtual FrozenTraces classifyFrozen(const Tensor& feature, const FrozenSums& sums, bool withTeacher);
  /// The registered module tree (parameters, buffers, train/eval, to(device, dtype)).
  virtual torch::nn::Module& module() = 0;
};

/// Builds the network of `config` with the reference's initialisation drawn from `seed`, eval mode,
/// float32, on the CPU. Error: badConfig.
Result<std::unique_ptr<Segmentor>> makeSegmentor(const ModelConfig& config, std::uint64_t seed = 0);

/// What loading by name found. Strict: anything but `num_batches_tracked` and a teacher as a whole missing, and
/// anything unexpected but the training-only buffers and teacher parts, is an error.
struct LoadReport {
  std::vector<std::string> missing;     ///< without `num_batches_tracked`
  std::vector<std::string> unexpected;  ///< the tolerated training-only names too
  std::vector<std::string> wrongShape;  ///< `name: found [..], expected [..]`
  std::vector<std::string> nonFinite;   ///< loaded, but with NaN or Inf inside
};
/// Copies the tensors into the module by name, converted to its type. Error keysMismatch when `strict` and the lists of
/// missing, unexpected or wrongly shaped names are not empty; the module is then unchanged.
Result<LoadReport> loadState(Segmentor& model, const Checkpoint& checkpoint, bool strict = true);
/// The module's parameters and buffers in the reference's order, copied to plain bytes.
Checkpoint saveState(Segmentor& model);

/// Size of one stage for `inspect`.
struct StageCost {
  std::string name;  ///< `backbone.smb1`…, `decode_head` (decoder part), `classifier`
  std::vector<std::int64_t> outputShape;
  std::int64_t parameters = 0;
  std::int64_t multiplyAdds = 0;  ///< attention products included
};
/// Parameters, multiply-adds (counted, attention included) and output shape per stage for one image
/// of `input` pixels.
std::vector<StageCost> countCost(Segmentor& model, Size input);

}  // namespace ssa
