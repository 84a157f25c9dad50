#include "engine/training/kept_buffers.h"

#include <torch/torch.h>

#include <algorithm>

namespace ssa {

KeptBuffers::KeptBuffers(torch::nn::Module& root) {
  // A module in evaluation mode does not touch its buffers.
  for (const auto& module : root.modules())
    if (module->is_training())
      for (const Tensor& buffer : module->buffers(false)) buffers_.push_back(buffer);
  for (const Tensor& buffer : buffers_) copies_.push_back(buffer.clone());
}

void KeptBuffers::keep() {
  for (std::size_t i = 0; i < buffers_.size(); ++i) copies_[i].copy_(buffers_[i]);
}

void KeptBuffers::restore() {
  for (std::size_t i = 0; i < buffers_.size(); ++i) buffers_[i].copy_(copies_[i]);
}

bool KeptBuffers::areFinite() const {
  return std::all_of(buffers_.begin(), buffers_.end(), [](const Tensor& buffer) { return buffer.isfinite().all().item<bool>(); });
}

}  // namespace ssa
