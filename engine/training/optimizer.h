#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/checkpoints/checkpoint.h"
#include "engine/core/result.h"
#include "engine/runs/train_config.h"
#include "engine/tensor/tensor.h"
#include "engine/training/parameter_groups.h"

namespace ssa {

/// A parameter that learns, under its state-dict name.
struct NamedParameter {
  std::string name;
  Tensor value;
};

/// AdamW (decoupled decay) or SGD (momentum, L2) with the factors of parameterRules(), on the schedule of
/// scheduledRate(). float32 and float64; one pass over memory on the CPU, LibTorch's operators elsewhere.
/// Source: torch.optim of PyTorch 2, whose order of operations is kept.
class Optimizer {
 public:
  Optimizer(std::vector<NamedParameter> parameters, const OptimizerOptions& options);

  /// Step `iteration` (from 0) of `iterations` from the gradients. A parameter without gradient stays as it is, its
  /// state too.
  void step(std::int64_t iteration, std::int64_t iterations);
  const std::vector<NamedParameter>& parameters() const { return parameters_; }

  /// Moments and step counts: `exp_avg.<name>`, `exp_avg_sq.<name>`, `step.<name>` (SGD: `momentum.<name>`).
  std::vector<StoredTensor> saveState() const;
  /// Takes a saved state over. Error checkpointDamaged (args reason) where it belongs to other parameters.
  Result<void> loadState(const Checkpoint& state);

 private:
  struct State {
    Tensor first, second;  ///< in the parameter's memory order; undefined before the first step
    std::int64_t steps = 0;
  };
  void prepare(std::size_t index);
  void adamOnDevice(std::size_t index, double rate, double decay);
  void sgdOnDevice(std::size_t index, double rate, double decay);

  std::vector<NamedParameter> parameters_;
  std::vector<ParameterRule> rules_;
  std::vector<State> states_;
  OptimizerOptions options_;
};

}  // namespace ssa
