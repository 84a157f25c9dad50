#include "engine/tensor/resize.h"

#include <torch/torch.h>

namespace ssa {

Tensor resizeBilinear(const Tensor& x, Size size, Align align) {
  if (x.size(2) == size.height && x.size(3) == size.width) return x;
  return at::upsample_bilinear2d(x, {size.height, size.width}, align == Align::corners);
}

}  // namespace ssa
