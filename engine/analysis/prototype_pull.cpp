#include "engine/analysis/prototype_pull.h"

#include <torch/torch.h>

#include "engine/core/result.h"

namespace ssa {

PrototypePull prototypePull(const ClassifierCopy& classifier, const SsaTrace& trace, std::int64_t id) {
  if (!classifier.semanticOn()) throw ContractViolation("pull: no semantic branch");
  const auto wide = [](const Tensor& x) { return x.to(at::kDouble); };
  const std::int64_t channels = trace.feature.size(1);
  const Tensor first = wide(classifier.parameter("center_content_proj.0.weight"));   // W1 (C/2,2C)
  const Tensor second = wide(classifier.parameter("center_content_proj.2.weight"));  // W2 (C,C/2)
  const Tensor fixed = wide(classifier.fixedPrototypes()[id]);                       // S (C)
  const Tensor adapted = wide(trace.semanticPrototype[0][id]);                       // S_p (C)
  const Tensor features = wide(trace.feature.flatten(2)[0]);                         // F (C,N)
  const Tensor weights = wide(trace.coarse[0].flatten(1)).softmax(0)[id];            // w (N)

  PrototypePull pull;
  const Tensor mass = weights.sum();
  pull.mass = mass.item<double>();
  pull.weight = weights / (mass + 1e-12);
  const Tensor centre = at::mv(features, pull.weight);  // S_c (C)

  const Tensor active = at::mv(first, at::cat({centre, fixed})) > 0;                              // (C/2)
  const Tensor jacobian = at::mm(second * active.to(at::kDouble), first.narrow(1, 0, channels));  // (C,C)
  const Tensor moved = adapted - fixed;                                                           // (C)
  pull.displacement = moved.norm().item<double>();
  pull.cosine = (at::dot(adapted, fixed) / (adapted.norm() * fixed.norm() + 1e-12)).item<double>();

  const Tensor away = features - centre.unsqueeze(1);         // F_i - S_c (C,N)
  const Tensor moves = at::mm(jacobian, away) * pull.weight;  // J v_i (C,N)
  pull.strength = at::linalg_vector_norm(moves, 2, {0});      // (N)
  pull.along = at::mv(moves.transpose(0, 1), moved / (pull.displacement + 1e-12));
  return pull;
}

}  // namespace ssa
