#include "engine/cuda/upsample_loss.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "engine/core/label_map.h"
#include "engine/core/result.h"
#include "engine/cuda/instruction_set.h"
#include "engine/cuda/loss_kernels.h"
#include "engine/cuda/parallel.h"
#include "engine/cuda/upsample_argmax.h"

namespace ssa::cuda {
namespace {

constexpr int kPad_floats = 16;
constexpr float kPadLogit = -1e30F;  // no class: exponential and sigmoid are 0 there

std::size_t at(int i) { return static_cast<std::size_t>(i); }
int padded(int count) { return (count + kPad_floats - 1) / kPad_floats * kPad_floats; }

const LossKernels& chosen() {
#if defined(__x86_64__)
  if (instructionSet() == InstructionSet::avx512) return avx512LossKernels();
  if (instructionSet() == InstructionSet::avx2) return avx2LossKernels();
#endif
  return baselineLossKernels();
}

/// Two taps per position of one axis, as separate arrays.
struct Axis {
  std::vector<std::int32_t> first, second;
  std::vector<float> weight;
  Axis(int source, int target, bool align_corners) {
    const AxisTaps taps = bilinearTaps(source, target, align_corners);
    for (int i = 0; i < target; ++i) {
      first.push_back(taps.index[at(i * taps.taps)]);
      second.push_back(taps.taps > 1 ? taps.index[at(i * taps.taps + 1)] : first.back());
      weight.push_back(taps.taps > 1 ? taps.weight[at(i * taps.taps + 1)] : 0.0F);
    }
  }
};

/// Pixels per label of every image; throws for a label that is no class.
std::vector<std::array<std::int64_t, 256>> countLabels(const std::uint8_t* labels, int batch, std::int64_t pixels, int classes) {
  std::vector<std::array<std::int64_t, 256>> counts(at(batch));
  for (int b = 0; b < batch; ++b) {
    counts[at(b)].fill(0);
    const std::uint8_t* const image = labels + b * pixels;
    for (std::int64_t i = 0; i < pixels; ++i) ++counts[at(b)][image[i]];
    for (int id = classes; id < kIgnore; ++id)
      if (counts[at(b)][at(id)] > 0)
        throw ContractViolation("upsampleLoss: label " + std::to_string(id) + " of " + std::to_string(classes) + " classes");
  }
  return counts;
}

template <class Real>
void check(const UpsampleLossInput<Real>& in) {
  if (!in.logits || !in.labels || in.batch < 1 || in.height < 1 || in.width < 1 || in.label_height < 1 || in.label_width < 1)
    throw ContractViolation("upsampleLoss: empty input");
  if (in.classes < 1 || in.classes > kMaxClasses) throw ContractViolation("upsampleLoss: 1 to 255 classes");
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

/// Everything one image needs; its rows are worked on by one thread.
class ImageLoss {
 public:
  ImageLoss(const UpsampleLossInput<float>& in, const Axis& rows, const Axis& cols, const LossKernels& kernels)
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

  void dice(int b, const std::array<std::int64_t, 256>& counts, UpsampleLossOutput<float>& out) {
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
      const double size = probability[n] + static_cast<double>(counts[at(present[n])]) + 1, overlap = 2 * intersection[n] + 1;
      out.dice_loss += 1 - overlap / size;
      ++out.dice_pairs;
      off[n] = static_cast<float>(out.dice_scale * overlap / (size * size));
      on[n] = static_cast<float>(out.dice_scale * (overlap / (size * size) - 2 / size));
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
  const Axis &rows_, &cols_;
  const LossKernels& kernels_;
  int pixels_, classes_ = 0, wide_ = 0;
  std::vector<float> logits_, row_, scratch_, gradient_, row_gradient_;
};

}  // namespace

void upsampleLoss(const UpsampleLossInput<float>& in, UpsampleLossOutput<float>& out, int threads) {
  check(in);
  const auto counts = countLabels(in.labels, in.batch, static_cast<std::int64_t>(in.label_height) * in.label_width, in.classes);
  const Axis rows(in.height, in.label_height, in.align_corners), cols(in.width, in.label_width, in.align_corners);
  // Sums are kept per image and added in order, so the result does not depend on the number of threads.
  std::vector<UpsampleLossOutput<float>> parts(at(in.batch), out);
  parallelChunks(in.batch, threads, [&](int begin, int end) {
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

void upsampleLoss(const UpsampleLossInput<double>& in, UpsampleLossOutput<double>& out, int) {
  check(in);
  const auto counts = countLabels(in.labels, in.batch, static_cast<std::int64_t>(in.label_height) * in.label_width, in.classes);
  const std::ptrdiff_t pixels = static_cast<std::ptrdiff_t>(in.height) * in.width;
  for (double* gradient : {out.cross_entropy_gradient, out.dice_gradient})
    if (gradient) std::fill_n(gradient, in.batch * in.classes * pixels, 0.0);
  out.cross_entropy = out.dice_loss = 0;
  out.valid = out.correct = out.dice_pairs = 0;
  const auto source = [&](int i, int from, int to) {
    if (in.align_corners) return to > 1 ? static_cast<double>(i) * (from - 1) / (to - 1) : 0.0;
    return std::max(0.0, (i + 0.5) * from / to - 0.5);
  };
  struct Tap {
    std::ptrdiff_t index;
    double weight;
  };
  std::vector<double> values(at(in.classes));
  for (int b = 0; b < in.batch; ++b) {
    const double* const image = in.logits + b * in.classes * pixels;
    std::array<double, 256> probability{}, intersection{}, on{}, off{};
    const auto eachPixel = [&](const auto& work) {
      for (int y = 0; y < in.label_height; ++y) {
        const double sy = source(y, in.height, in.label_height);
        const int y0 = std::min(static_cast<int>(sy), in.height - 1), y1 = std::min(y0 + 1, in.height - 1);
        for (int x = 0; x < in.label_width; ++x) {
          const double sx = source(x, in.width, in.label_width);
          const int x0 = std::min(static_cast<int>(sx), in.width - 1), x1 = std::min(x0 + 1, in.width - 1);
          const double v = sy - y0, u = sx - x0;
          const std::array<Tap, 4> taps{Tap{static_cast<std::ptrdiff_t>(y0) * in.width + x0, (1 - v) * (1 - u)},
                                        Tap{static_cast<std::ptrdiff_t>(y0) * in.width + x1, (1 - v) * u},
                                        Tap{static_cast<std::ptrdiff_t>(y1) * in.width + x0, v * (1 - u)},
                                        Tap{static_cast<std::ptrdiff_t>(y1) * in.width + x1, v * u}};
          work(taps, in.labels[(static_cast<std::ptrdiff_t>(b) * in.label_height + y) * in.label_width + x]);
        }
      }
    };
    const auto value = [&](const std::array<Tap, 4>& taps, int k) {
      double sum = 0;
      for (const Tap& tap : taps) sum += tap.weight * image[k * pixels + tap.index];
      return sum;
    };
    const auto add = [&](double* gradient, const std::array<Tap, 4>& taps, int k, double amount) {
      for (const Tap& tap : taps) gradient[(b * in.classes + k) * pixels + tap.index] += tap.weight * amount;
    };
    eachPixel([&](const std::array<Tap, 4>& taps, int label) {
      for (int k = 0; k < in.classes; ++k) values[at(k)] = value(taps, k);
      if (out.dice) {
        for (int k = 0; k < in.classes; ++k) {
          if (counts[at(b)][at(k)] == 0) continue;
          const double p = 1 / (1 + std::exp(-values[at(k)]));
          probability[at(k)] += p;
          if (k == label) intersection[at(k)] += p;
        }
      }
      if (label == kIgnore) return;
      const double top = *std::max_element(values.begin(), values.end());
      double sum = 0;
      for (const double v : values) sum += std::exp(v - top);
      out.cross_entropy += std::log(sum) + top - values[at(label)];
      ++out.valid;
      out.correct += values[at(label)] >= top;
      if (!out.cross_entropy_gradient) return;
      for (int k = 0; k < in.classes; ++k)
        add(out.cross_entropy_gradient, taps, k,
            out.cross_entropy_scale * (std::exp(values[at(k)] - top) / sum - (k == label ? 1 : 0)));
    });
    if (!out.dice) continue;
    for (int k = 0; k < in.classes; ++k) {
      if (counts[at(b)][at(k)] == 0) continue;
      const double size = probability[at(k)] + static_cast<double>(counts[at(b)][at(k)]) + 1,
                   overlap = 2 * intersection[at(k)] + 1;
      out.dice_loss += 1 - overlap / size;
      ++out.dice_pairs;
      off[at(k)] = out.dice_scale * overlap / (size * size);
      on[at(k)] = out.dice_scale * (overlap / (size * size) - 2 / size);
    }
    if (!out.dice_gradient) continue;
    eachPixel([&](const std::array<Tap, 4>& taps, int label) {
      for (int k = 0; k < in.classes; ++k) {
        if (counts[at(b)][at(k)] == 0) continue;
        const double p = 1 / (1 + std::exp(-value(taps, k)));
        add(out.dice_gradient, taps, k, p * (1 - p) * (k == label ? on[at(k)] : off[at(k)]));
      }
    });
  }
}

}  // namespace ssa::cuda
