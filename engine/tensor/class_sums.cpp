#include "engine/tensor/class_sums.h"

#include <torch/torch.h>

namespace ssa {
namespace {

/// Row of the sum table for each pixel: image * (K+1) + label, the last row of an image taking what counts nowhere.
Tensor rowOf(const Tensor& labels, std::int64_t classes, SumOver over) {
  const Tensor nowhere = at::full({}, classes, labels.options().dtype(at::kLong));
  Tensor row = at::where(labels < classes, labels.to(at::kLong), nowhere);  // (B,N)
  if (over == SumOver::image) row = row + at::arange(labels.size(0), row.options()).unsqueeze(1) * (classes + 1);
  return row.flatten();
}

}  // namespace

Tensor classSums(const Tensor& x, const Tensor& labels, std::int64_t classes, SumOver over) {
  expectShape(labels, {x.size(0), x.size(2)}, "labels of a class sum");
  const std::int64_t channels = x.size(1), images = over == SumOver::image ? x.size(0) : 1;
  const Tensor pixels = x.transpose(1, 2).reshape({-1, channels});  // (B*N,C)
  const Tensor sums =
      at::zeros({images * (classes + 1), channels}, x.options()).index_add(0, rowOf(labels, classes, over), pixels);
  return sums.view({images, classes + 1, channels}).narrow(1, 0, classes);
}

Tensor classCounts(const Tensor& labels, std::int64_t classes, SumOver over, at::ScalarType type) {
  const std::int64_t images = over == SumOver::image ? labels.size(0) : 1;
  const Tensor counts = at::bincount(rowOf(labels, classes, over), {}, images * (classes + 1));
  return counts.view({images, classes + 1}).narrow(1, 0, classes).to(type);
}

}  // namespace ssa
