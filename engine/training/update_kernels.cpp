#include "engine/training/update_kernels.h"

#include <cmath>

namespace ssa {

template <class Real>
void adamUpdate(Real* __restrict value, const Real* __restrict gradient, Real* __restrict first, Real* __restrict second,
                std::int64_t count, const AdamStep& step) {
  const auto keep = static_cast<Real>(1 - step.rate * step.decay), take1 = static_cast<Real>(1 - step.beta1),
             beta2 = static_cast<Real>(step.beta2), take2 = static_cast<Real>(1 - step.beta2),
             root = static_cast<Real>(step.rootCorrection2), eps = static_cast<Real>(step.eps),
             size = static_cast<Real>(step.rate / step.correction1);
  for (std::int64_t i = 0; i < count; ++i) {
    const Real g = gradient[i];
    first[i] += take1 * (g - first[i]);
    second[i] = second[i] * beta2 + take2 * g * g;
    value[i] = value[i] * keep - size * (first[i] / (std::sqrt(second[i]) / root + eps));
  }
}

template <class Real>
void sgdUpdate(Real* __restrict value, const Real* __restrict gradient, Real* __restrict momentum, std::int64_t count,
               double rate, double decay, double factor, bool fresh) {
  const auto r = static_cast<Real>(rate), d = static_cast<Real>(decay), f = static_cast<Real>(fresh ? 0 : factor);
  for (std::int64_t i = 0; i < count; ++i) {
    momentum[i] = f * momentum[i] + (gradient[i] + d * value[i]);
    value[i] -= r * momentum[i];
  }
}

template void adamUpdate(float*, const float*, float*, float*, std::int64_t, const AdamStep&);
template void adamUpdate(double*, const double*, double*, double*, std::int64_t, const AdamStep&);
template void sgdUpdate(float*, const float*, float*, std::int64_t, double, double, double, bool);
template void sgdUpdate(double*, const double*, double*, std::int64_t, double, double, double, bool);

}  // namespace ssa
