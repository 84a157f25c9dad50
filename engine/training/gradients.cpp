#include "engine/training/gradients.h"

#include <torch/torch.h>

#include <cmath>

namespace ssa {
namespace {

std::vector<Tensor> gradientsOf(const std::vector<NamedParameter>& parameters) {
  std::vector<Tensor> gradients;
  for (const NamedParameter& parameter : parameters)
    if (parameter.value.grad().defined()) gradients.push_back(parameter.value.grad());
  return gradients;
}

}  // namespace

double gradientNorm(const std::vector<NamedParameter>& parameters) {
  const at::NoGradGuard noGrad;
  const std::vector<Tensor> gradients = gradientsOf(parameters);
  if (gradients.empty()) return 0;
  return at::stack(at::_foreach_norm(gradients, 2)).to(at::kDouble).norm().item<double>();
}

void clipGradients(const std::vector<NamedParameter>& parameters, double norm, double largest) {
  constexpr double kTiny = 1e-6;
  if (largest <= 0 || norm + kTiny <= largest) return;
  const at::NoGradGuard noGrad;
  std::vector<Tensor> gradients = gradientsOf(parameters);
  at::_foreach_mul_(gradients, largest / (norm + kTiny));
}

void dropGradients(const std::vector<NamedParameter>& parameters) {
  for (const NamedParameter& parameter : parameters) parameter.value.mutable_grad() = Tensor();
}

}  // namespace ssa
