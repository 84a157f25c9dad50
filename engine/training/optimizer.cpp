#include "engine/training/optimizer.h"

#include <torch/torch.h>

#include <cmath>
#include <cstring>

#include "engine/models/stored_tensor.h"
#include "engine/training/schedule.h"
#include "engine/training/update_kernels.h"

namespace ssa {
namespace {

constexpr std::int64_t kBlock = std::int64_t{1} << 15;  // numbers a thread takes at a time

/// The gradient in the memory order of its parameter.
Tensor inOrderOf(const Tensor& value, const Tensor& gradient) {
  if (gradient.strides() == value.strides() && gradient.is_non_overlapping_and_dense()) return gradient;
  return at::empty_like(value).copy_(gradient);
}

/// A run of numbers of one parameter.
struct Block {
  std::size_t parameter = 0;
  std::int64_t begin = 0, count = 0;
};

Error unfit(const std::string& reason) { return {ErrorCode::checkpointDamaged, {{"path", ""}, {"reason", reason}}}; }

}  // namespace

Optimizer::Optimizer(std::vector<NamedParameter> parameters, const OptimizerOptions& options)
    : parameters_(std::move(parameters)), states_(parameters_.size()), options_(options) {
  const auto rules = parameterRules(options);
  for (const NamedParameter& parameter : parameters_) {
    if (!parameter.value.is_non_overlapping_and_dense()) throw ContractViolation("optimizer: a parameter with holes");
    rules_.push_back(ruleOf(parameter.name, rules));
  }
}

void Optimizer::prepare(std::size_t index) {
  State& state = states_[index];
  const Tensor& value = parameters_[index].value;
  if (!state.first.defined()) state.first = at::zeros_like(value);
  if (!state.second.defined() && options_.kind == OptimizerKind::adamw) state.second = at::zeros_like(value);
  ++state.steps;
}

void Optimizer::step(std::int64_t iteration, std::int64_t iterations) {
  const at::NoGradGuard noGrad;
  const bool adam = options_.kind == OptimizerKind::adamw;
  std::vector<Tensor> gradients(parameters_.size());
  std::vector<double> rates(parameters_.size());
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const Tensor& value = parameters_[i].value;
    if (!value.grad().defined()) continue;
    prepare(i);
    rates[i] = scheduledRate(options_, options_.lr * rules_[i].lr, iteration, iterations);
    if (!value.is_cpu()) {
      adam ? adamOnDevice(i, rates[i], options_.weight_decay * rules_[i].decay)
           : sgdOnDevice(i, rates[i], options_.weight_decay * rules_[i].decay);
      continue;
    }
    gradients[i] = inOrderOf(value, value.grad());
    for (std::int64_t begin = 0; begin < value.numel(); begin += kBlock)
      blocks.push_back({i, begin, std::min(kBlock, value.numel() - begin)});
  }

  const auto update = [&]<class Real>(const Block& block, Real*) {
    State& state = states_[block.parameter];
    Real* const value = parameters_[block.parameter].value.mutable_data_ptr<Real>() + block.begin;
    const Real* const gradient = gradients[block.parameter].const_data_ptr<Real>() + block.begin;
    Real* const first = state.first.mutable_data_ptr<Real>() + block.begin;
    const double rate = rates[block.parameter], decay = options_.weight_decay * rules_[block.parameter].decay;
    if (!adam) return sgdUpdate(value, gradient, first, block.count, rate, decay, options_.momentum, state.steps == 1);
    const auto steps = static_cast<double>(state.steps);
    const AdamStep step{rate,
                        decay,
                        options_.beta1,
                        options_.beta2,
                        options_.eps,
                        1 - std::pow(options_.beta1, steps),
                        std::sqrt(1 - std::pow(options_.beta2, steps))};
    adamUpdate(value, gradient, first, state.second.mutable_data_ptr<Real>() + block.begin, block.count, step);
  };
  at::parallel_for(0, static_cast<std::int64_t>(blocks.size()), 8, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t b = begin; b < end; ++b) {
      const Block& block = blocks[static_cast<std::size_t>(b)];
      if (parameters_[block.parameter].value.scalar_type() == at::kDouble)
        update(block, static_cast<double*>(nullptr));
      else
        update(block, static_cast<float*>(nullptr));
    }
  });
}

void Optimizer::adamOnDevice(std::size_t index, double rate, double decay) {
  State& state = states_[index];
  Tensor& value = parameters_[index].value;
  const Tensor& gradient = value.grad();
  const auto steps = static_cast<double>(state.steps);
  value.mul_(1 - rate * decay);
  state.first.lerp_(gradient, 1 - options_.beta1);
  state.second.mul_(options_.beta2).addcmul_(gradient, gradient, 1 - options_.beta2);
  const Tensor divisor = (state.second.sqrt() / std::sqrt(1 - std::pow(options_.beta2, steps))).add_(options_.eps);
  value.addcdiv_(state.first, divisor, -rate / (1 - std::pow(options_.beta1, steps)));
}

void Optimizer::sgdOnDevice(std::size_t index, double rate, double decay) {
  State& state = states_[index];
  Tensor& value = parameters_[index].value;
  const Tensor gradient = value.grad() + decay * value;
  state.first = state.steps == 1 ? gradient : state.first.mul_(options_.momentum).add_(gradient);
  value.add_(state.first, -rate);
}

std::vector<StoredTensor> Optimizer::saveState() const {
  const bool adam = options_.kind == OptimizerKind::adamw;
  std::vector<StoredTensor> stored;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const State& state = states_[i];
    if (state.steps == 0) continue;
    const std::string& name = parameters_[i].name;
    stored.push_back(toStored((adam ? "exp_avg." : "momentum.") + name, state.first));
    if (adam) stored.push_back(toStored("exp_avg_sq." + name, state.second));
    stored.push_back(toStored("step." + name, at::scalar_tensor(state.steps, at::kLong)));
  }
  return stored;
}

Result<void> Optimizer::loadState(const Checkpoint& state) {
  const at::NoGradGuard noGrad;
  const bool adam = options_.kind == OptimizerKind::adamw;
  std::vector<State> loaded(parameters_.size());
  std::size_t used = 0;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const auto& [name, value] = parameters_[i];
    const StoredTensor* const steps = state.find("step." + name);
    if (!steps) continue;  // never had a gradient
    if (steps->type != DType::i64 || steps->count() != 1) return unfit("optimizer: step." + name);
    std::memcpy(&loaded[i].steps, steps->data.get(), sizeof loaded[i].steps);
    const auto take = [&](const char* kind, Tensor& target) {
      const StoredTensor* const found = state.find(kind + name);
      if (!found || at::IntArrayRef(found->shape) != value.sizes()) return false;
      target = at::empty_like(value);
      target.copy_(toTensor(*found));
      ++used;
      return true;
    };
    if (!take(adam ? "exp_avg." : "momentum.", loaded[i].first)) return unfit("optimizer: moments of " + name);
    if (adam && !take("exp_avg_sq.", loaded[i].second)) return unfit("optimizer: moments of " + name);
    ++used;
  }
  if (used != state.tensors.size()) return unfit("optimizer: state of other parameters");
  states_ = std::move(loaded);
  return {};
}

}  // namespace ssa
