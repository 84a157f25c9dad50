#include "engine/training/step_batch.h"

#include <torch/torch.h>

#include <cstring>

#include "engine/tensor/from_image.h"

namespace ssa {
StepBatch toStepBatch(const TrainBatch& batch, const std::array<float, 3>& mean, const std::array<float, 3>& std,
                      bool channelsLast) {
  const NormalisationTable table = normalisationTable(mean, std);
  const std::int64_t n = batch.count, h = batch.height, w = batch.width;
  Tensor pixels = at::empty({n, h, w, 3}, at::kFloat);
  float* const out = pixels.mutable_data_ptr<float>();
  at::parallel_for(0, n * h, 64, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t row = begin; row < end; ++row) {
      const Size content = batch.content[static_cast<std::size_t>(row / h)];
      const std::int64_t inside = row % h < content.height ? content.width : 0;
      const std::uint8_t* in = batch.images.data() + row * w * 3;
      float* to = out + row * w * 3;
      for (std::int64_t x = 0; x < inside; ++x, in += 3, to += 3)
        for (std::size_t c = 0; c < 3; ++c) to[c] = table[c][in[c]];
      std::memset(to, 0, static_cast<std::size_t>((w - inside) * 3) * sizeof(float));
    }
  });
  StepBatch step;
  step.input = pixels.permute({0, 3, 1, 2});  // (N,3,H,W)
  if (!channelsLast) step.input = step.input.contiguous();
  step.labels = at::empty({n, h, w}, at::kByte);
  std::memcpy(step.labels.mutable_data_ptr<std::uint8_t>(), batch.labels.data(), batch.labels.size());
  return step;
}

}  // namespace ssa
