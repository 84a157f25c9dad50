#pragma once

#include <cstdint>
#include <vector>

#include "engine/cuda/upsample_loss_parts.h"

namespace ssa::cuda {

/// upsampleLoss of one image at a time for at most kNarrowClasses classes, on one thread.
///
/// Each coarse row is stretched to the labels' width once and kept as class planes; a row of pixels is then a vertical
/// mix of two such rows. Gradients gather the same way: at full width while the coarse row lasts, then across.
class NarrowLoss {
 public:
  NarrowLoss(const UpsampleLossInput<float>& in, const LossAxis& rows, const LossAxis& cols, const LossKernels& kernels);

  void crossEntropy(int b, UpsampleLossOutput<float>& out);
  void dice(int b, const LabelCounts& counts, UpsampleLossOutput<float>& out);

 private:
  /// A stretched coarse row and what its gradient has gathered; `row` -1: none.
  struct Wide {
    int row = -1;
    std::vector<float> values, gradient;  // planes × stride
  };

  void begin(int b, std::vector<std::int32_t> ids, float* gradient);
  /// Makes `upper` and `lower` hold the two coarse rows of an output row.
  void reach(int first, int second);
  void stretch(Wide& wide, int row);
  void flush(Wide& wide);
  template <class Work>
  void eachRow(int b, const Work& work);

  const UpsampleLossInput<float>& in_;
  const LossAxis &rows_, &cols_;
  const LossKernels& kernels_;
  int pixels_, stride_;
  std::vector<std::uint8_t> labels_;  ///< of one row, padded with 255
  std::vector<std::int32_t> ids_;     ///< class of each plane
  const float* logits_ = nullptr;     ///< (K,h,w) of the image
  float* gradient_ = nullptr;         ///< like it, or null
  Wide upper_, lower_;
};

}  // namespace ssa::cuda
