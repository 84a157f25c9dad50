#include "engine/nn/drop_path.h"

#include <torch/torch.h>

namespace ssa {

Tensor dropPath(const Tensor& x, double rate, bool training) {
  if (!training || rate <= 0) return x;
  std::vector<std::int64_t> shape(static_cast<std::size_t>(x.dim()), 1);
  shape[0] = x.size(0);
  const double keep = 1 - rate;
  return x * at::empty(shape, x.options()).bernoulli_(keep).div_(keep);
}

}  // namespace ssa
