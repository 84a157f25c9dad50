#pragma once

#include <cstdint>

namespace ssa {

/// What one AdamW update of a block of numbers needs.
struct AdamStep {
  double rate = 0;
  double decay = 0;  ///< weight decay
  double beta1 = 0, beta2 = 0, eps = 0;
  double correction1 = 0;      ///< 1 - beta1^steps
  double rootCorrection2 = 0;  ///< sqrt(1 - beta2^steps)
};
template <class Real>
void adamUpdate(Real* value, const Real* gradient, Real* first, Real* second, std::int64_t count, const AdamStep& step);

/// SGD with momentum; `fresh`: the momentum starts as the gradient.
template <class Real>
void sgdUpdate(Real* value, const Real* gradient, Real* momentum, std::int64_t count, double rate, double decay, double factor,
               bool fresh);

}  // namespace ssa
