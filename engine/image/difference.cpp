#include "engine/image/difference.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace ssa {
namespace {

constexpr std::int64_t kSmallestRegion_px = 4;

/// A stretch of one code in one row, [begin, end).
struct Run {
  int y;
  int begin;
  int end;
  std::uint32_t parent;  // union-find over runs; a root is its own parent
};

std::uint32_t rootOf(std::vector<Run>& runs, std::uint32_t i) {
  while (runs[i].parent != i) i = runs[i].parent = runs[runs[i].parent].parent;
  return i;
}

/// Joins each run of a row with the runs of the row above that it touches, corners included.
void joinRows(std::vector<Run>& runs, const LabelMap& codes, std::size_t above, std::size_t current, std::size_t end) {
  std::size_t a = above;
  for (std::size_t r = current; r < end; ++r) {
    const std::uint8_t* row = codes.row(runs[r].y);
    while (a < current && runs[a].end < runs[r].begin) ++a;
    for (std::size_t t = a; t < current && runs[t].begin <= runs[r].end; ++t) {
      if (codes.row(runs[t].y)[runs[t].begin] != row[runs[r].begin]) continue;
      const std::uint32_t one = rootOf(runs, static_cast<std::uint32_t>(t));
      const std::uint32_t other = rootOf(runs, static_cast<std::uint32_t>(r));
      runs[std::max(one, other)].parent = std::min(one, other);
    }
  }
}

std::vector<Run> connectedRuns(const LabelMap& codes) {
  std::vector<Run> runs;
  std::size_t above = 0, current = 0;
  for (int y = 0; y < codes.height(); ++y) {
    const std::uint8_t* row = codes.row(y);
    for (int x = 0; x < codes.width();) {
      const std::uint8_t code = row[x];
      int end = x + 1;
      while (end < codes.width() && row[end] == code) ++end;
      if (code != 0) runs.push_back({y, x, end, static_cast<std::uint32_t>(runs.size())});
      x = end;
    }
    if (above < current && runs[above].y == y - 1) joinRows(runs, codes, above, current, runs.size());
    above = std::exchange(current, runs.size());
  }
  return runs;
}

/// Counts labels of a region and finds the most frequent one; the lowest id wins a tie.
class Majority {
 public:
  void add(const std::uint8_t* labels, int count) {
    for (int i = 0; i < count; ++i) ++counts_[labels[i]];
  }
  std::uint8_t take() {
    const auto best = std::max_element(counts_.begin(), counts_.end());
    const auto label = static_cast<std::uint8_t>(best - counts_.begin());
    counts_.fill(0);
    return label;
  }

 private:
  std::array<std::int64_t, 256> counts_{};
};

std::vector<DifferenceRegion> regionsOf(const LabelMap& codes, const LabelMap& first, const LabelMap& second) {
  std::vector<Run> runs = connectedRuns(codes);
  const std::size_t none = runs.size();
  // Runs grouped by region: where each root's runs begin, in the order of the roots.
  std::vector<std::int64_t> pixels(runs.size(), 0);
  std::vector<std::uint32_t> members(runs.size(), 0);
  for (std::size_t i = 0; i < none; ++i) {
    const std::uint32_t root = rootOf(runs, static_cast<std::uint32_t>(i));
    runs[i].parent = root;
    pixels[root] += runs[i].end - runs[i].begin;
    ++members[root];
  }
  std::vector<std::uint32_t> offset(runs.size(), 0);
  std::vector<std::uint32_t> roots;
  std::uint32_t total = 0;
  for (std::uint32_t root = 0; root < none; ++root) {
    if (members[root] == 0 || pixels[root] < kSmallestRegion_px) continue;
    roots.push_back(root);
    offset[root] = total;
    total += members[root];
  }
  std::vector<std::uint32_t> order(total);
  std::vector<std::uint32_t> fill = offset;
  for (std::uint32_t i = 0; i < none; ++i)
    if (const std::uint32_t root = runs[i].parent; pixels[root] >= kSmallestRegion_px) order[fill[root]++] = i;

  std::vector<DifferenceRegion> regions;
  regions.reserve(roots.size());
  Majority from, to;
  for (const std::uint32_t root : roots) {
    const Run& top = runs[root];
    DifferenceRegion region;
    region.code = static_cast<DifferenceCode>(codes.row(top.y)[top.begin]);
    region.pixels = pixels[root];
    int left = top.begin, right = top.end, bottom = top.y + 1;
    for (std::uint32_t i = offset[root]; i < offset[root] + members[root]; ++i) {
      const Run& run = runs[order[i]];
      left = std::min(left, run.begin);
      right = std::max(right, run.end);
      bottom = std::max(bottom, run.y + 1);
      from.add(first.row(run.y) + run.begin, run.end - run.begin);
      to.add(second.row(run.y) + run.begin, run.end - run.begin);
    }
    region.bounds = {left, top.y, right - left, bottom - top.y};
    region.from = from.take();
    region.to = to.take();
    regions.push_back(region);
  }
  std::stable_sort(regions.begin(), regions.end(),
                   [](const DifferenceRegion& a, const DifferenceRegion& b) { return a.pixels > b.pixels; });
  return regions;
}

Error mismatch(Size found, Size expected) {
  const auto text = [](Size size) { return std::to_string(size.width) + "×" + std::to_string(size.height); };
  return {ErrorCode::sizeMismatch, {{"found", text(found)}, {"expected", text(expected)}}};
}

/// Applies `rule(first, second, index)` to every pixel, then finds the regions.
template <class Rule>
Difference differenceBy(const LabelMap& first, const LabelMap& second, Rule rule) {
  Difference result;
  result.codes = LabelMap(first.size(), 0);
  const auto one = first.labels(), other = second.labels();
  const auto codes = result.codes.labels();
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = static_cast<std::uint8_t>(rule(one[i], other[i], i));
  const auto counts = result.codes.histogram();
  std::copy_n(counts.begin(), std::size(result.pixels), result.pixels);
  result.regions = regionsOf(result.codes, first, second);
  return result;
}

}  // namespace

Result<Difference> compareMasks(const LabelMap& first, const LabelMap& second) {
  if (first.size() != second.size()) return mismatch(second.size(), first.size());
  return differenceBy(first, second, [](std::uint8_t a, std::uint8_t b, std::size_t) {
    return a == b ? DifferenceCode::same : DifferenceCode::changed;
  });
}

Result<Difference> compareMasks(const LabelMap& first, const LabelMap& second, const LabelMap& truth) {
  if (first.size() != second.size()) return mismatch(second.size(), first.size());
  if (first.size() != truth.size()) return mismatch(truth.size(), first.size());
  const auto truths = truth.labels();
  return differenceBy(first, second, [truths](std::uint8_t a, std::uint8_t b, std::size_t i) {
    const std::uint8_t t = truths[i];
    if (t == kIgnore || (a == t && b == t)) return DifferenceCode::same;
    if (b == t) return DifferenceCode::gained;
    return a == t ? DifferenceCode::lost : DifferenceCode::bothWrong;
  });
}

}  // namespace ssa
