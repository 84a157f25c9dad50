#include "engine/cuda/upsample_argmax_cpu.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/cuda/cells.h"
#include "engine/cuda/instruction_set.h"
#include "engine/cuda/parallel.h"
#include "engine/cuda/upsample_kernels.h"

namespace ssa::cuda {
namespace {

constexpr int kWantedRows = 8;  // cells shorter than this may take a third and fourth source row
constexpr int kMostRows = 4;
constexpr int kMostCols = 5;

int paddedTo(int count, int step) { return (count + step - 1) / step * step; }
std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Coarse rows with the classes innermost, made when first needed and dropped when left behind.
class CoarseRows {
 public:
  CoarseRows(const LogitView& view, int classes) : view_(view), classes_(classes), padded_(paddedTo(classes, kPad)) {}

  /// Vectors over the classes of row `index`, one after the other per column.
  const float* row(int index) {
    for (Slot& slot : slots_)
      if (slot.index == index) return slot.values.data();
    Slot& slot = free();
    slot.index = index;
    slot.values.assign(at(view_.width) * at(padded_), kPadLogit);
    fill(index, slot.values.data());
    return slot.values.data();
  }
  /// Rows below `first` are not needed again.
  void leave(int first) { first_ = first; }

 private:
  struct Slot {
    int index = -1;
    std::vector<float> values;
  };
  Slot& free() {
    for (Slot& slot : slots_)
      if (slot.index < first_) return slot;
    return slots_.emplace_back();
  }
  void fill(int index, float* out) const {
    const std::size_t plane = at(view_.height) * at(view_.width);
    const float* in = view_.logits + at(index) * at(view_.width);
    for (int k0 = 0; k0 < classes_; k0 += kPad) {
      const int k1 = std::min(k0 + kPad, classes_);
      for (int x = 0; x < view_.width; ++x)
        for (int k = k0; k < k1; ++k) out[at(x) * at(padded_) + at(k)] = in[at(k) * plane + at(x)];
    }
  }

  const LogitView& view_;
  int classes_, padded_;
  int first_ = 0;
  std::vector<Slot> slots_;
};

class LabelPainter {
 public:
  LabelPainter(const LogitView& view, int classes, std::uint8_t* labels, const UpsampleKernels& kernels,
               const std::vector<Cell>& cols)
      : kernels_(kernels),
        cols_(cols),
        rows_(view, classes),
        labels_(labels),
        width_(view.cols->outputs),
        classes_(classes),
        padded_(paddedTo(classes, kPad)),
        top_(at(padded_)),
        ids_(at(padded_)) {}

  void paint(const Cell& rowCell) {
    rows_.leave(rowCell.sources.front());
    std::vector<const float*> lines;
    for (const std::int32_t source : rowCell.sources) lines.push_back(rows_.row(source));
    for (const Cell& colCell : cols_) paint(rowCell, colCell, lines);
  }

 private:
  void paint(const Cell& rowCell, const Cell& colCell, const std::vector<const float*>& lines) {
    const int corners = static_cast<int>(lines.size() * colCell.sources.size());
    sources_.clear();
    for (const float* line : lines)
      for (const std::int32_t source : colCell.sources) sources_.push_back(line + at(source) * at(padded_));
    std::uint8_t* labels = labels_ + at(rowCell.begin) * at(width_) + at(colCell.begin);
    const int height = rowCell.end - rowCell.begin, width = colCell.end - colCell.begin;

    const float bound = kernels_.sweep(sources_.data(), corners, padded_, top_.data());
    const int found = kernels_.select(top_.data(), bound, classes_, ids_.data());
    if (found == 1) {
      for (int y = 0; y < height; ++y) std::fill_n(labels + at(y) * at(width_), width, static_cast<std::uint8_t>(ids_[0]));
      return;
    }
    WinnerBlock block{sources_.data(),
                      nullptr,
                      classes_,
                      static_cast<int>(lines.size()),
                      static_cast<int>(colCell.sources.size()),
                      height,
                      width,
                      rowCell.weight.data(),
                      colCell.weight.data(),
                      rowCell.stride,
                      colCell.stride,
                      nullptr,
                      labels,
                      width_};
    if (found > 0 && found <= classes_ / 4) {
      gather(corners, found);
      block.sources = chosen_.data();
      block.ids = ids_.data();
      block.entries = found;
    }
    scratch_.resize(colCell.sources.size() * at(paddedTo(block.entries, kPad)));
    block.scratch = scratch_.data();
    kernels_.winner(block);
  }

  void gather(int corners, int found) {
    const int padded = paddedTo(found, kPad);
    gathered_.resize(at(corners) * at(padded));
    chosen_.resize(at(corners));
    for (int c = 0; c < corners; ++c) {
      float* out = gathered_.data() + at(c) * at(padded);
      chosen_[at(c)] = out;
      for (int n = 0; n < found; ++n) out[n] = sources_[at(c)][ids_[at(n)]];
      for (int n = found; n < padded; ++n) out[n] = kPadLogit;
    }
  }

  const UpsampleKernels& kernels_;
  const std::vector<Cell>& cols_;
  CoarseRows rows_;
  std::uint8_t* labels_;
  int width_, classes_, padded_;
  std::vector<float> top_, gathered_, scratch_;
  std::vector<std::int32_t> ids_;
  std::vector<const float*> sources_, chosen_;
};

void paintLabels(const LogitView& view, int classes, std::uint8_t* labels, int threads, const UpsampleKernels& kernels) {
  const auto cols = cutCells(*view.cols, 0, view.cols->outputs, kernels.lanes, kMostCols, kernels.lanes);
  parallelChunks(view.rows->outputs, threads, [&](int begin, int end) {
    LabelPainter painter(view, classes, labels, kernels, cols);
    for (const Cell& cell : cutCells(*view.rows, begin, end, kWantedRows, kMostRows, 1)) painter.paint(cell);
  });
}

/// One view's logits on one output row: vertically blended once, then horizontally per pixel.
class RowSampler {
 public:
  RowSampler(const LogitView& view, int classes, const UpsampleKernels& kernels)
      : view_(view),
        kernels_(kernels),
        rows_(view, classes),
        padded_(paddedTo(classes, kPad)),
        span_(indexSpan(*view.cols, 0, view.cols->outputs)),
        blended_(at(view.width) * at(padded_)) {}

  void toRow(int y) {
    const AxisTaps& taps = *view_.rows;
    weights_.clear();
    lines_.clear();
    const IndexSpan span = indexSpan(taps, y, y + 1);
    rows_.leave(span.first);
    for (int t = 0; t < taps.taps; ++t) {
      const std::size_t tap = at(y) * at(taps.taps) + at(t);
      if (!(taps.weight[tap] > 0)) continue;
      weights_.push_back(taps.weight[tap]);
      lines_.push_back(rows_.row(taps.index[tap]));
    }
    for (const float*& line : lines_) line += at(span_.first) * at(padded_);
    kernels_.mix(lines_.data(), weights_.data(), static_cast<int>(lines_.size()), (span_.last - span_.first + 1) * padded_,
                 blended_.data() + at(span_.first) * at(padded_));
  }
  void toPixel(int x, float* logits) {
    const AxisTaps& taps = *view_.cols;
    weights_.clear();
    lines_.clear();
    for (int t = 0; t < taps.taps; ++t) {
      const std::size_t tap = at(x) * at(taps.taps) + at(t);
      if (!(taps.weight[tap] > 0)) continue;
      weights_.push_back(taps.weight[tap]);
      lines_.push_back(blended_.data() + at(taps.index[tap]) * at(padded_));
    }
    kernels_.mix(lines_.data(), weights_.data(), static_cast<int>(lines_.size()), padded_, logits);
  }

 private:
  const LogitView& view_;
  const UpsampleKernels& kernels_;
  CoarseRows rows_;
  int padded_;
  IndexSpan span_;
  std::vector<float> blended_, weights_;
  std::vector<const float*> lines_;
};

void scorePixels(std::span<const LogitView> views, int classes, const PixelOutputs& out, int threads,
                 const UpsampleKernels& kernels) {
  const int height = views[0].rows->outputs, width = views[0].cols->outputs, padded = paddedTo(classes, kPad);
  const std::size_t area = at(height) * at(width);
  const float perNat = classes > 1 ? 1.0F / std::log(static_cast<float>(classes)) : 0.0F;
  const bool averaged = views.size() > 1 || out.probabilities;
  const float share = 1.0F / static_cast<float>(views.size());
  parallelChunks(height, threads, [&](int begin, int end) {
    std::vector<RowSampler> samplers;
    for (const LogitView& view : views) samplers.emplace_back(view, classes, kernels);
    std::vector<float> logits(at(padded)), mean(at(padded));
    for (int y = begin; y < end; ++y) {
      for (RowSampler& sampler : samplers) sampler.toRow(y);
      for (int x = 0; x < width; ++x) {
        const std::size_t pixel = at(y) * at(width) + at(x);
        PixelScores scores{};
        if (averaged) std::ranges::fill(mean, 0.0F);
        for (RowSampler& sampler : samplers) {
          sampler.toPixel(x, logits.data());
          scores =
              kernels.softmax(logits.data(), classes, padded, out.entropy != nullptr, averaged ? mean.data() : nullptr, share);
        }
        if (averaged) scores = kernels.statistics(mean.data(), classes, padded, out.entropy != nullptr);
        if (out.labels) out.labels[pixel] = static_cast<std::uint8_t>(scores.label);
        if (out.confidence) out.confidence[pixel] = scores.confidence;
        if (out.entropy) out.entropy[pixel] = std::clamp(scores.entropy * perNat, 0.0F, 1.0F);
        if (out.margin) out.margin[pixel] = scores.margin;
        if (out.probabilities)
          for (int k = 0; k < classes; ++k) out.probabilities[at(k) * area + pixel] = mean[at(k)];
      }
    }
  });
}

}  // namespace

const UpsampleKernels& chosenKernels() {
#if defined(__x86_64__)
  if (instructionSet() == InstructionSet::avx512) return avx512Kernels();
  if (instructionSet() == InstructionSet::avx2) return avx2Kernels();
#endif
  return baselineKernels();
}

void upsampleArgmaxCpu(std::span<const LogitView> views, int classes, const PixelOutputs& outputs, int threads,
                       const UpsampleKernels& kernels) {
  if (views.size() == 1 && outputs.labelsOnly())
    paintLabels(views[0], classes, outputs.labels, threads, kernels);
  else
    scorePixels(views, classes, outputs, threads, kernels);
}

}  // namespace ssa::cuda
