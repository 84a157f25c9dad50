#pragma once

#include <cstdint>
#include <vector>

#include "engine/cuda/upsample_loss_parts.h"

namespace ssa::cuda {

/// upsampleLoss of one image at a time, on one thread.
///
/// Each coarse row is stretched to the labels' width once and kept as class planes; the rows of pixels between two coarse
/// rows are vertical mixes of them and are worked on together, cross-entropy, dice and all gradients in one sweep.
/// Gradients gather at full width while the coarse row lasts, then across.
class PlaneLoss {
 public:
  PlaneLoss(const UpsampleLossInput<float>& in, const LossAxis& rows, const LossAxis& cols, const LossKernels& kernels);

  /// Sums and gradients of image b, dice too where `out` wants it.
  void run(int b, const LabelCounts& counts, UpsampleLossOutput<float>& out);

 private:
  enum Sent : std::size_t { kCrossEntropy, kSlope, kOwnSlope, kSents };
  /// A stretched coarse row and what was sent to it; `row` -1: none.
  struct Wide {
    int row = -1;
    std::vector<float> values;        ///< planes × stride
    std::vector<float> sent[kSents];  ///< like it and kPad_floats more, or empty
  };

  void begin(int b, bool cross_entropy, bool dice);
  /// Makes `upper` and `lower` hold the two coarse rows of an output row.
  void reach(int first, int second);
  void stretch(Wide& wide, int row);
  void flush(Wide& wide);
  /// Rows of pixels from y on that lie between the same coarse rows.
  int rowsFrom(int y) const;
  void finishDice(int b, const LabelCounts& counts, UpsampleLossOutput<float>& out);

  const UpsampleLossInput<float>& in_;
  const LossAxis &rows_, &cols_;
  const LossKernels& kernels_;
  int pixels_, stride_;
  std::vector<std::int32_t> starts_;  ///< of the columns' taps
  std::vector<float> weights_;
  ColumnTaps taps_{};
  std::vector<std::uint8_t> labels_;   ///< of the rows worked on, padded with 255
  std::vector<std::uint8_t> present_;  ///< by class
  std::vector<double> probability_, intersection_;
  std::vector<float> scratch_;
  const float* logits_ = nullptr;        ///< (K,h,w) of the image
  std::vector<float> gathered_[kSents];  ///< like it, or empty
  Wide upper_, lower_;
};

}  // namespace ssa::cuda
