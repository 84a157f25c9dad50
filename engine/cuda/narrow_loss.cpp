#include "engine/cuda/narrow_loss.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ssa::cuda {
namespace {

constexpr int kStride_floats = 16;  // the widest vector

/// Sends the gradient of four planes of pixels to the two columns between which each pixel lies.
void gatherColumns(const float* const (&from)[4], const LossAxis& cols, int outputs, float* const (&to)[4]) {
  int x = 0;
  while (x < outputs) {
    const int left = cols.first[at(x)], right = cols.second[at(x)];
    float near[4] = {}, far[4] = {};
    for (; x < outputs && cols.first[at(x)] == left && cols.second[at(x)] == right; ++x) {
      const float t = cols.weight[at(x)], s = 1 - t;
      for (int i = 0; i < 4; ++i) {
        near[i] += from[i][x] * s;
        far[i] += from[i][x] * t;
      }
    }
    for (int i = 0; i < 4; ++i) {
      to[i][left] += near[i];
      to[i][right] += far[i];
    }
  }
}

}  // namespace

NarrowLoss::NarrowLoss(const UpsampleLossInput<float>& in, const LossAxis& rows, const LossAxis& cols, const LossKernels& kernels)
    : in_(in),
      rows_(rows),
      cols_(cols),
      kernels_(kernels),
      pixels_(in.height * in.width),
      stride_((in.label_width + kStride_floats - 1) / kStride_floats * kStride_floats),
      labels_(at(stride_), kIgnore) {}

void NarrowLoss::begin(int b, std::vector<std::int32_t> ids, float* gradient) {
  const std::ptrdiff_t image = static_cast<std::ptrdiff_t>(b) * in_.classes * pixels_;
  ids_ = std::move(ids);
  logits_ = in_.logits + image;
  gradient_ = gradient ? gradient + image : nullptr;
  if (gradient_) std::fill_n(gradient_, static_cast<std::ptrdiff_t>(in_.classes) * pixels_, 0.0F);
  for (Wide* wide : {&upper_, &lower_}) {
    wide->row = -1;
    wide->values.assign(ids_.size() * at(stride_), 0.0F);
    wide->gradient.assign(gradient_ ? wide->values.size() : 0, 0.0F);
  }
}

void NarrowLoss::stretch(Wide& wide, int row) {
  wide.row = row;
  for (std::size_t n = 0; n < ids_.size(); ++n) {
    const float* const from = logits_ + (static_cast<std::ptrdiff_t>(ids_[n]) * in_.height + row) * in_.width;
    float* const to = wide.values.data() + n * at(stride_);
    for (int x = 0; x < in_.label_width; ++x) {
      const float t = cols_.weight[at(x)];
      to[x] = from[cols_.first[at(x)]] * (1 - t) + from[cols_.second[at(x)]] * t;
    }
  }
}

void NarrowLoss::flush(Wide& wide) {
  if (wide.row < 0 || !gradient_) return;
  std::vector<float> spare_in(at(stride_), 0.0F), spare_out(at(in_.width), 0.0F);
  for (std::size_t n = 0; n < ids_.size(); n += 4) {
    const float* from[4];
    float* to[4];
    for (std::size_t i = 0; i < 4; ++i) {
      const bool real = n + i < ids_.size();
      from[i] = real ? wide.gradient.data() + (n + i) * at(stride_) : spare_in.data();
      to[i] =
          real ? gradient_ + (static_cast<std::ptrdiff_t>(ids_[n + i]) * in_.height + wide.row) * in_.width : spare_out.data();
    }
    gatherColumns(from, cols_, in_.label_width, to);
  }
  std::fill(wide.gradient.begin(), wide.gradient.end(), 0.0F);
}

void NarrowLoss::reach(int first, int second) {
  if (upper_.row != first) {
    flush(upper_);
    if (lower_.row == first)
      std::swap(upper_, lower_), lower_.row = -1;
    else
      stretch(upper_, first);
  }
  if (lower_.row != second) {
    flush(lower_);
    stretch(lower_, second);
  }
}

template <class Work>
void NarrowLoss::eachRow(int b, const Work& work) {
  for (int y = 0; y < in_.label_height; ++y) {
    reach(rows_.first[at(y)], rows_.second[at(y)]);
    const std::uint8_t* const labels = in_.labels + (static_cast<std::ptrdiff_t>(b) * in_.label_height + y) * in_.label_width;
    std::copy_n(labels, in_.label_width, labels_.begin());
    PlaneRow row{upper_.values.data(),
                 lower_.values.data(),
                 rows_.weight[at(y)],
                 static_cast<int>(ids_.size()),
                 stride_,
                 in_.label_width,
                 labels_.data(),
                 gradient_ ? upper_.gradient.data() : nullptr,
                 gradient_ ? lower_.gradient.data() : nullptr,
                 1};
    work(row);
  }
}

void NarrowLoss::crossEntropy(int b, UpsampleLossOutput<float>& out) {
  std::vector<std::int32_t> all(at(in_.classes));
  std::iota(all.begin(), all.end(), 0);
  begin(b, std::move(all), out.cross_entropy_gradient);
  eachRow(b, [&](PlaneRow& row) {
    row.scale = static_cast<float>(out.cross_entropy_scale);
    const CrossEntropySums sums = kernels_.narrowCrossEntropy(row);
    out.cross_entropy += sums.loss;
    out.valid += sums.valid;
    out.correct += sums.correct;
  });
  flush(upper_);
  flush(lower_);
}

void NarrowLoss::dice(int b, const LabelCounts& counts, UpsampleLossOutput<float>& out) {
  std::vector<std::int32_t> present;
  for (int k = 0; k < in_.classes; ++k)
    if (counts[at(k)] > 0) present.push_back(k);
  begin(b, present, out.dice_gradient);
  if (present.empty()) return;
  std::vector<double> probability(present.size(), 0), intersection(present.size(), 0);
  eachRow(b, [&](PlaneRow& row) {
    kernels_.narrowDiceSums({row, ids_.data(), probability.data(), intersection.data(), nullptr, nullptr});
  });
  std::vector<float> on, off;
  for (std::size_t n = 0; n < present.size(); ++n) {
    const DiceFactors factors = addDicePair(out, probability[n], intersection[n], counts[at(present[n])]);
    on.push_back(static_cast<float>(factors.onTarget));
    off.push_back(static_cast<float>(factors.offTarget));
  }
  if (!gradient_) return;
  upper_.row = lower_.row = -1;
  eachRow(b, [&](PlaneRow& row) { kernels_.narrowDiceGradient({row, ids_.data(), nullptr, nullptr, on.data(), off.data()}); });
  flush(upper_);
  flush(lower_);
}

}  // namespace ssa::cuda
