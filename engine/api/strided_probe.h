#pragma once

#include <memory>
#include <utility>

#include "engine/api/pixel_probe.h"
#include "engine/inference/kept_logits.h"

namespace ssa {

/// PixelProbe on the kept logits of a prediction.
class StridedProbe final : public PixelProbe {
 public:
  explicit StridedProbe(std::shared_ptr<const KeptLogits> kept) : kept_(std::move(kept)) {}
  /// A position outside the picture gives an empty reading.
  ProbeReading at(Point pos_in_image) const override;
  std::int64_t bytes() const override { return kept_->bytes(); }
  const KeptLogits& kept() const { return *kept_; }

 private:
  std::shared_ptr<const KeptLogits> kept_;
};

}  // namespace ssa
