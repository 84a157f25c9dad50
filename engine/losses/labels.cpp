#include "engine/losses/labels.h"

#include <torch/torch.h>

#include "engine/core/result.h"
#include "engine/cuda/label_edges.h"

namespace ssa {
Tensor labelsAtStride(const Tensor& labels, std::int64_t h, std::int64_t w) {
  expectShape(labels, {-1, -1, -1}, "labels");
  if (labels.scalar_type() != at::kByte) throw ContractViolation("labels: found another type, expected uint8");
  const auto index = [&](std::int64_t from, std::int64_t to) {
    const float scale = static_cast<float>(from) / static_cast<float>(to);
    std::vector<std::int64_t> positions(static_cast<std::size_t>(to));
    for (std::int64_t i = 0; i < to; ++i)
      positions[static_cast<std::size_t>(i)] =
          std::min(static_cast<std::int64_t>(std::floor(static_cast<float>(i) * scale)), from - 1);
    return at::tensor(positions, at::kLong).to(labels.device());
  };
  return labels.index_select(1, index(labels.size(1), h)).index_select(2, index(labels.size(2), w)).contiguous();
}

Tensor edgeMask(const Tensor& labels, int size, bool clear_border) {
  expectShape(labels, {-1, -1, -1}, "labels at stride");
  const Tensor host = labels.to(at::kCPU).contiguous();
  Tensor edges = at::empty_like(host);
  cuda::labelEdges(host.const_data_ptr<std::uint8_t>(), static_cast<int>(host.size(0)), static_cast<int>(host.size(1)),
                   static_cast<int>(host.size(2)), {size, clear_border}, edges.mutable_data_ptr<std::uint8_t>(),
                   at::get_num_threads());
  return edges.to(at::kBool).to(labels.device());
}

}  // namespace ssa
