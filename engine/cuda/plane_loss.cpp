#include "engine/cuda/plane_loss.h"

#include <algorithm>
#include <utility>

namespace ssa::cuda {
namespace {

constexpr int kPad_floats = 16;  // the widest vector

int padded(int count) { return (count + kPad_floats - 1) / kPad_floats * kPad_floats; }

PlanePair pairOf(std::vector<float>& upper, std::vector<float>& lower) {
  return upper.empty() ? PlanePair{} : PlanePair{upper.data(), lower.data()};
}

}  // namespace

PlaneLoss::PlaneLoss(const UpsampleLossInput<float>& in, const LossAxis& rows, const LossAxis& cols, const LossKernels& kernels)
    : in_(in),
      rows_(rows),
      cols_(cols),
      kernels_(kernels),
      pixels_(in.height * in.width),
      stride_(padded(in.label_width)),
      starts_(at(in.width), 0),
      labels_(at(stride_) * kRowsAtOnce, kIgnore),
      present_(at(in.classes), 0),
      scratch_(at(in.classes) * 2 * (1 + kRowsAtOnce) * kPad_floats) {
  // Both taps never go back, so the pixels of a column touch each other.
  std::vector<int> ends(at(in.width), 0);
  for (int x = in.label_width - 1; x >= 0; --x)
    for (const int column : {cols.first[at(x)], cols.second[at(x)]}) {
      starts_[at(column)] = x;
      ends[at(column)] = std::max(ends[at(column)], x + 1);
    }
  int longest = 0;
  for (std::size_t column = 0; column < ends.size(); ++column) longest = std::max(longest, ends[column] - starts_[column]);
  taps_ = {starts_.data(), nullptr, in.width, padded(longest)};
  weights_.assign(at(taps_.padded) * at(in.width), 0.0F);
  const auto add = [&](int column, int x, float weight) {
    weights_[at(column) * at(taps_.padded) + at(x - starts_[at(column)])] += weight;
  };
  for (int x = 0; x < in.label_width; ++x) {
    add(cols.first[at(x)], x, 1 - cols.weight[at(x)]);
    add(cols.second[at(x)], x, cols.weight[at(x)]);
  }
  taps_.weight = weights_.data();
}

void PlaneLoss::begin(int b, bool cross_entropy, bool dice) {
  logits_ = in_.logits + static_cast<std::ptrdiff_t>(b) * in_.classes * pixels_;
  const std::size_t planes = at(in_.classes) * at(stride_), spare = at(taps_.padded);
  const bool wanted[kSents] = {cross_entropy, dice, dice};
  for (std::size_t i = 0; i < kSents; ++i) {
    gathered_[i].assign(wanted[i] ? at(in_.classes) * at(pixels_) : 0, 0.0F);
    for (Wide* wide : {&upper_, &lower_}) wide->sent[i].assign(wanted[i] ? planes + spare : 0, 0.0F);
  }
  for (Wide* wide : {&upper_, &lower_}) {
    wide->row = -1;
    wide->values.assign(planes, 0.0F);
  }
}

void PlaneLoss::stretch(Wide& wide, int row) {
  wide.row = row;
  for (int k = 0; k < in_.classes; ++k) {
    const float* const from = logits_ + (static_cast<std::ptrdiff_t>(k) * in_.height + row) * in_.width;
    float* const to = wide.values.data() + static_cast<std::ptrdiff_t>(k) * stride_;
    for (int x = 0; x < in_.label_width; ++x) {
      const float t = cols_.weight[at(x)];
      to[x] = from[cols_.first[at(x)]] * (1 - t) + from[cols_.second[at(x)]] * t;
    }
  }
}

void PlaneLoss::flush(Wide& wide) {
  if (wide.row < 0) return;
  for (std::size_t i = 0; i < kSents; ++i) {
    if (wide.sent[i].empty()) continue;
    for (int k = 0; k < in_.classes; ++k) {
      if (i != kCrossEntropy && present_[at(k)] == 0) continue;
      kernels_.gatherColumns(wide.sent[i].data() + static_cast<std::ptrdiff_t>(k) * stride_, taps_,
                             gathered_[i].data() + (static_cast<std::ptrdiff_t>(k) * in_.height + wide.row) * in_.width);
    }
    std::fill(wide.sent[i].begin(), wide.sent[i].end(), 0.0F);
  }
}

void PlaneLoss::reach(int first, int second) {
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

int PlaneLoss::rowsFrom(int y) const {
  int count = 1;
  while (count < kRowsAtOnce && y + count < in_.label_height && rows_.first[at(y + count)] == rows_.first[at(y)] &&
         rows_.second[at(y + count)] == rows_.second[at(y)])
    ++count;
  return count;
}

void PlaneLoss::run(int b, const LabelCounts& counts, UpsampleLossOutput<float>& out) {
  for (int k = 0; k < in_.classes; ++k) present_[at(k)] = counts[at(k)] > 0;
  probability_.assign(at(in_.classes), 0);
  intersection_.assign(at(in_.classes), 0);
  begin(b, out.cross_entropy_gradient != nullptr, out.dice && out.dice_gradient);
  for (int y = 0; y < in_.label_height;) {
    const int count = rowsFrom(y);
    reach(rows_.first[at(y)], rows_.second[at(y)]);
    for (int i = 0; i < count; ++i)
      std::copy_n(in_.labels + (static_cast<std::ptrdiff_t>(b) * in_.label_height + y + i) * in_.label_width, in_.label_width,
                  labels_.begin() + static_cast<std::ptrdiff_t>(i) * stride_);
    PlaneRows rows{upper_.values.data(),
                   lower_.values.data(),
                   rows_.weight.data() + y,
                   count,
                   in_.classes,
                   stride_,
                   in_.label_width,
                   labels_.data(),
                   static_cast<float>(out.cross_entropy_scale),
                   pairOf(upper_.sent[kCrossEntropy], lower_.sent[kCrossEntropy]),
                   {},
                   scratch_.data()};
    if (out.dice)
      rows.dice = {present_.data(), probability_.data(), intersection_.data(), pairOf(upper_.sent[kSlope], lower_.sent[kSlope]),
                   pairOf(upper_.sent[kOwnSlope], lower_.sent[kOwnSlope])};
    const CrossEntropySums sums = kernels_.planeLoss(rows);
    out.cross_entropy += sums.loss;
    out.valid += sums.valid;
    out.correct += sums.correct;
    y += count;
  }
  flush(upper_);
  flush(lower_);
  if (out.cross_entropy_gradient)
    std::copy(gathered_[kCrossEntropy].begin(), gathered_[kCrossEntropy].end(),
              out.cross_entropy_gradient + static_cast<std::ptrdiff_t>(b) * in_.classes * pixels_);
  if (out.dice) finishDice(b, counts, out);
}

void PlaneLoss::finishDice(int b, const LabelCounts& counts, UpsampleLossOutput<float>& out) {
  for (int k = 0; k < in_.classes; ++k) {
    const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(k) * pixels_;
    float* const to =
        out.dice_gradient ? out.dice_gradient + static_cast<std::ptrdiff_t>(b) * in_.classes * pixels_ + plane : nullptr;
    if (present_[at(k)] == 0) {
      if (to) std::fill_n(to, pixels_, 0.0F);
      continue;
    }
    const DiceFactors factors = addDicePair(out, probability_[at(k)], intersection_[at(k)], counts[at(k)]);
    if (!to) continue;
    const auto on = static_cast<float>(factors.onTarget - factors.offTarget), off = static_cast<float>(factors.offTarget);
    const float *const slope = gathered_[kSlope].data() + plane, *const own = gathered_[kOwnSlope].data() + plane;
    for (int i = 0; i < pixels_; ++i) to[i] = off * slope[i] + on * own[i];
  }
}

}  // namespace ssa::cuda
