#include "engine/cuda/upsample_loss.h"

#include <algorithm>
#include <array>

#include "engine/cuda/instruction_set.h"
#include "engine/cuda/narrow_loss.h"
#include "engine/cuda/parallel.h"
#include "engine/cuda/upsample_loss_parts.h"

namespace ssa::cuda {
namespace {

constexpr int kPad_floats = 16;
constexpr float kPadLogit = -1e30F;  // no class: exponential and sigmoid are 0 there

int padded(int count) { return (count + kPad_floats - 1) / kPad_floats * kPad_floats; }

const LossKernels& chosen() {
#if defined(__x86_64__)
  if (instructionSet() == InstructionSet::avx512) return avx512LossKernels();
  if (instructionSet() == InstructionSet::avx2) return avx2LossKernels();
#endif
  return baselineLossKernels();
}

/// Some classes of one image with the classes innermost: (h*w, padded).
std::vector<float> gather(const float* image, const std::vector<int>& classes, int pixels) {
  const int wide = padded(static_cast<int>(classes.size()));
  std::vector<float> rows(at(pixels) * at(wide), kPadLogit);
  for (std::size_t n = 0; n < classes.size(); ++n) {
    const float* const plane = image + static_cast<std::ptrdiff_t>(classes[n]) * pixels;
    for (int i = 0; i < pixels; ++i) rows[at(i) * at(wide) + n] = plane[i];
  }
  return rows;
}

/// Everything one image of many classes needs; its rows are worked on by one thread.
class ImageLoss {
 public:
  ImageLoss(const UpsampleLossInput<float>& in, const LossAxis& rows, const LossAxis& cols, const LossKernels& kernels)
      : in_(in), rows_(rows), cols_(cols), kernels_(kernels), pixels_(in.height * in.width) {}

  void crossEntropy(int b, UpsampleLossOutput<float>& out) {
    std::vector<int> all(at(in_.classes));
    for (int k = 0; k < in_.classes; ++k) all[at(k)] = k;
    prepare(b, all, out.cross_entropy_gradient != nullptr);
    eachRow(b, [&](LossRow& row) {
      row.scale = static_cast<float>(out.cross_entropy_scale);
      const CrossEntropySums sums = kernels_.crossEntropy(row);
      out.cross_entropy += sums.loss;
      out.valid += sums.valid;
      out.correct += sums.correct;
    });
    if (out.cross_entropy_gradient) scatter(out.cross_entropy_gradient, b, all);
  }

  void dice(int b, const LabelCounts& counts, UpsampleLossOutput<float>& out) {
    std::vector<int> present;
    std::array<std::int32_t, 256> slot;
    slot.fill(-1);
    for (int k = 0; k < in_.classes; ++k) {
      if (counts[at(k)] == 0) continue;
      slot[at(k)] = static_cast<std::int32_t>(present.size());
      present.push_back(k);
    }
    if (out.dice_gradient)
      std::fill_n(out.dice_gradient + static_cast<std::ptrdiff_t>(b) * in_.classes * pixels_,
                  static_cast<std::ptrdiff_t>(in_.classes) * pixels_, 0.0F);
    if (present.empty()) return;
    prepare(b, present, out.dice_gradient != nullptr);
    std::vector<double> probability(present.size(), 0), intersection(present.size(), 0);
    std::vector<float> row_sums(at(wide_)), on(at(wide_), 0), off(at(wide_), 0);
    eachRow(b, [&](LossRow& row) {
      std::fill(row_sums.begin(), row_sums.end(), 0.0F);
      kernels_.diceSums({row, slot.data(), row_sums.data(), intersection.data(), nullptr, nullptr});
      for (std::size_t n = 0; n < present.size(); ++n) probability[n] += static_cast<double>(row_sums[n]);
    });
    for (std::size_t n = 0; n < present.size(); ++n) {
      const DiceFactors factors = addDicePair(out, probability[n], intersection[n], counts[at(present[n])]);
      on[n] = static_cast<float>(factors.onTarget);
      off[n] = static_cast<float>(factors.offTarget);
    }
    if (!out.dice_gradient) return;
    eachRow(b, [&](LossRow& row) { kernels_.diceGradient({row, slot.data(), nullptr, nullptr, on.data(), off.data()}); });
    scatter(out.dice_gradient, b, present);
  }

 private:
  void prepare(int b, const std::vector<int>& classes, bool gradient) {
    classes_ = static_cast<int>(classes.size());
    wide_ = padded(classes_);
    logits_ = gather(in_.logits + static_cast<std::ptrdiff_t>(b) * in_.classes * pixels_, classes, pixels_);
    row_.resize(at(in_.width) * at(wide_));
    scratch_.resize(at(wide_));
    gradient_.assign(gradient ? logits_.size() : 0, 0.0F);
    row_gradient_.resize(gradient ? row_.size() : 0);
  }

  template <class Work>
  void eachRow(int b, Work work) {
    const int count = in_.width * wide_;
    for (int y = 0; y < in_.label_height; ++y) {
      const std::ptrdiff_t upper = static_cast<std::ptrdiff_t>(rows_.first[at(y)]) * count,
                           lower = static_cast<std::ptrdiff_t>(rows_.second[at(y)]) * count;
      const float t = rows_.weight[at(y)];
      kernels_.mixRows(logits_.data() + upper, logits_.data() + lower, t, count, row_.data());
      std::fill(row_gradient_.begin(), row_gradient_.end(), 0.0F);
      LossRow row{row_.data(),
                  classes_,
                  wide_,
                  in_.label_width,
                  cols_.first.data(),
                  cols_.second.data(),
                  cols_.weight.data(),
                  in_.labels + (static_cast<std::ptrdiff_t>(b) * in_.label_height + y) * in_.label_width,
                  row_gradient_.empty() ? nullptr : row_gradient_.data(),
                  1,
                  scratch_.data()};
      work(row);
      if (!row_gradient_.empty())
        kernels_.spreadRows(row_gradient_.data(), t, count, gradient_.data() + upper, gradient_.data() + lower);
    }
  }

  void scatter(float* to, int b, const std::vector<int>& classes) const {
    for (std::size_t n = 0; n < classes.size(); ++n) {
      float* const plane = to + (static_cast<std::ptrdiff_t>(b) * in_.classes + classes[n]) * pixels_;
      for (int i = 0; i < pixels_; ++i) plane[i] = gradient_[at(i) * at(wide_) + n];
    }
  }

  const UpsampleLossInput<float>& in_;
  const LossAxis &rows_, &cols_;
  const LossKernels& kernels_;
  int pixels_, classes_ = 0, wide_ = 0;
  std::vector<float> logits_, row_, scratch_, gradient_, row_gradient_;
};

}  // namespace

void upsampleLoss(const UpsampleLossInput<float>& in, UpsampleLossOutput<float>& out, int threads) {
  checkUpsampleLoss(in);
  const auto counts = countLabels(in.labels, in.batch, static_cast<std::int64_t>(in.label_height) * in.label_width, in.classes);
  const LossAxis rows(in.height, in.label_height, in.align_corners), cols(in.width, in.label_width, in.align_corners);
  // Sums are kept per image and added in order, so the result does not depend on the number of threads.
  std::vector<UpsampleLossOutput<float>> parts(at(in.batch), out);
  parallelChunks(in.batch, threads, [&](int begin, int end) {
    if (in.classes <= kNarrowClasses) {
      NarrowLoss image(in, rows, cols, chosen());
      for (int b = begin; b < end; ++b) image.run(b, counts[at(b)], parts[at(b)]);
      return;
    }
    ImageLoss image(in, rows, cols, chosen());
    for (int b = begin; b < end; ++b) {
      image.crossEntropy(b, parts[at(b)]);
      if (out.dice) image.dice(b, counts[at(b)], parts[at(b)]);
    }
  });
  out.cross_entropy = out.dice_loss = 0;
  out.valid = out.correct = out.dice_pairs = 0;
  for (const UpsampleLossOutput<float>& part : parts) {
    out.cross_entropy += part.cross_entropy;
    out.dice_loss += part.dice_loss;
    out.valid += part.valid;
    out.correct += part.correct;
    out.dice_pairs += part.dice_pairs;
  }
}

}  // namespace ssa::cuda
