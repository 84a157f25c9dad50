#include "engine/cuda/axis_taps.h"

#include <algorithm>
#include <map>

#include "engine/core/result.h"

namespace ssa::cuda {
namespace {

using Row = std::map<std::int32_t, double>;  // source index -> weight of one output

AxisTaps fromRows(const std::vector<Row>& rows) {
  AxisTaps taps;
  taps.outputs = static_cast<int>(rows.size());
  taps.taps = 1;
  for (const Row& row : rows) taps.taps = std::max(taps.taps, static_cast<int>(row.size()));
  for (const Row& row : rows) {
    int used = 0;
    for (const auto& [index, weight] : row) {
      taps.index.push_back(index);
      taps.weight.push_back(static_cast<float>(weight));
      ++used;
    }
    for (; used < taps.taps; ++used) {
      taps.index.push_back(row.rbegin()->first);
      taps.weight.push_back(0);
    }
  }
  return taps;
}

template <class F>
void eachTap(const AxisTaps& taps, int output, F&& use) {
  for (int t = 0; t < taps.taps; ++t) {
    const auto at = static_cast<std::size_t>(output) * static_cast<std::size_t>(taps.taps) + static_cast<std::size_t>(t);
    if (taps.weight[at] > 0) use(taps.index[at], taps.weight[at]);
  }
}

}  // namespace

AxisTaps bilinearTaps(int source, int target, bool align_corners) {
  if (source < 1 || target < 1) throw ContractViolation("bilinearTaps: empty axis");
  AxisTaps taps;
  taps.outputs = target;
  const float scale = align_corners ? (target > 1 ? static_cast<float>(source - 1) / static_cast<float>(target - 1) : 0.0F)
                                    : static_cast<float>(source) / static_cast<float>(target);
  for (int i = 0; i < target; ++i) {
    const float raw = align_corners ? scale * static_cast<float>(i) : scale * (static_cast<float>(i) + 0.5F) - 0.5F;
    const float position = std::max(raw, 0.0F);
    const int low = std::min(static_cast<int>(position), source - 1);
    const float t = std::clamp(position - static_cast<float>(low), 0.0F, 1.0F);
    taps.index.push_back(low);
    taps.index.push_back(std::min(low + 1, source - 1));
    taps.weight.push_back(1.0F - t);
    taps.weight.push_back(t);
  }
  return taps;
}

AxisTaps compose(const AxisTaps& first, const AxisTaps& second) {
  std::vector<Row> rows(static_cast<std::size_t>(second.outputs));
  for (int i = 0; i < second.outputs; ++i) {
    eachTap(second, i, [&](std::int32_t middle, float outer) {
      if (middle < 0 || middle >= first.outputs) throw ContractViolation("compose: the second resampling reads past the first");
      eachTap(first, middle, [&](std::int32_t index, float inner) {
        rows[static_cast<std::size_t>(i)][index] += static_cast<double>(outer) * static_cast<double>(inner);
      });
    });
  }
  return fromRows(rows);
}

AxisTaps mirrored(const AxisTaps& taps) {
  AxisTaps result{taps.outputs, taps.taps, {}, {}};
  result.index.reserve(taps.index.size());
  result.weight.reserve(taps.weight.size());
  for (int i = taps.outputs - 1; i >= 0; --i) {
    const auto at = static_cast<std::ptrdiff_t>(i) * taps.taps;
    result.index.insert(result.index.end(), taps.index.begin() + at, taps.index.begin() + at + taps.taps);
    result.weight.insert(result.weight.end(), taps.weight.begin() + at, taps.weight.begin() + at + taps.taps);
  }
  return result;
}

AxisTaps slice(const AxisTaps& taps, int begin, int end, int index_offset) {
  if (begin < 0 || end > taps.outputs || begin >= end) throw ContractViolation("slice: not inside the taps");
  AxisTaps result{end - begin, taps.taps, {}, {}};
  const auto from = static_cast<std::ptrdiff_t>(begin) * taps.taps, to = static_cast<std::ptrdiff_t>(end) * taps.taps;
  result.index.assign(taps.index.begin() + from, taps.index.begin() + to);
  result.weight.assign(taps.weight.begin() + from, taps.weight.begin() + to);
  const auto width = static_cast<std::size_t>(taps.taps);
  for (std::size_t first = 0; first < result.index.size(); first += width) {
    // A tap without weight may name a position outside the part that is kept.
    std::size_t used = first;
    while (used + 1 < first + width && !(result.weight[used] > 0)) ++used;
    for (std::size_t t = first; t < first + width; ++t)
      if (!(result.weight[t] > 0)) result.index[t] = result.index[used];
  }
  for (std::int32_t& index : result.index) index -= index_offset;
  return result;
}

AxisTaps averageWindows(const AxisTaps& window, int cells, std::span<const int> starts, int length) {
  std::vector<Row> rows(static_cast<std::size_t>(length));
  std::vector<int> covering(static_cast<std::size_t>(length));
  for (const int start : starts)
    for (int i = start; i < std::min(start + window.outputs, length); ++i) ++covering[static_cast<std::size_t>(i)];
  for (std::size_t n = 0; n < starts.size(); ++n) {
    for (int i = starts[n]; i < std::min(starts[n] + window.outputs, length); ++i) {
      const double share = 1.0 / covering[static_cast<std::size_t>(i)];
      eachTap(window, i - starts[n], [&](std::int32_t index, float weight) {
        rows[static_cast<std::size_t>(i)][static_cast<std::int32_t>(n) * cells + index] += share * static_cast<double>(weight);
      });
    }
  }
  if (std::ranges::find(covering, 0) != covering.end()) throw ContractViolation("averageWindows: a pixel is in no window");
  return fromRows(rows);
}

IndexSpan indexSpan(const AxisTaps& taps, int begin, int end) {
  IndexSpan span{INT32_MAX, -1};
  for (int i = begin; i < end; ++i) {
    eachTap(taps, i, [&](std::int32_t index, float) {
      span.first = std::min(span.first, static_cast<int>(index));
      span.last = std::max(span.last, static_cast<int>(index));
    });
  }
  return span;
}

}  // namespace ssa::cuda
