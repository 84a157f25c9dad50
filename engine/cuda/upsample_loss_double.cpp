// The plain path in double precision, for parity tests.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/cuda/upsample_loss_parts.h"

namespace ssa::cuda {

void upsampleLoss(const UpsampleLossInput<double>& in, UpsampleLossOutput<double>& out, int) {
  checkUpsampleLoss(in);
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
      const DiceFactors factors = addDicePair(out, probability[at(k)], intersection[at(k)], counts[at(b)][at(k)]);
      on[at(k)] = factors.onTarget;
      off[at(k)] = factors.offTarget;
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
