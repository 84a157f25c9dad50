#include "engine/training/schedule.h"

#include <cmath>

namespace ssa {

double scheduledRate(const OptimizerOptions& options, double base, std::int64_t iteration, std::int64_t iterations) {
  const double left = 1 - static_cast<double>(iteration) / static_cast<double>(iterations);
  const double rate = (base - options.min_lr) * std::pow(left, options.poly_power) + options.min_lr;
  if (iteration >= options.warmup) return rate;
  const double missing = 1 - static_cast<double>(iteration) / static_cast<double>(options.warmup);
  return rate * (1 - missing * (1 - options.warmup_ratio));
}

}  // namespace ssa
