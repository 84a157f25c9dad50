#include "engine/metrics/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>

namespace ssa {
namespace {

/// Intersection and union of one class; doubles hold pixel counts exactly.
struct Overlap {
  double intersection = 0;
  double union_ = 0;
};

/// What one class of one picture adds to one or two sides.
template <int Sides>
struct Entry {
  int id = 0;
  Overlap side[Sides];
};

/// The pictures' rows in one block.
template <int Sides>
struct Table {
  std::vector<Entry<Sides>> entries;
  std::vector<std::size_t> begin{0};  ///< of picture i; one more at the end
  std::size_t images() const { return begin.size() - 1; }
};

template <int Sides>
Table<Sides> makeTable(const std::span<const ImageCounts> (&sides)[Sides], int classes) {
  Table<Sides> table;
  std::vector<Entry<Sides>> row(static_cast<std::size_t>(classes));
  for (std::size_t image = 0; image < sides[0].size(); ++image) {
    for (int id = 0; id < classes; ++id) row[static_cast<std::size_t>(id)] = {id, {}};
    for (int side = 0; side < Sides; ++side) {
      for (const ClassCounts& counts : sides[side][image]) {
        if (counts.id < 0 || counts.id >= classes) throw ContractViolation("statistics: class " + std::to_string(counts.id));
        row[static_cast<std::size_t>(counts.id)].side[side] = {static_cast<double>(counts.intersection),
                                                               static_cast<double>(counts.unionPixels())};
      }
    }
    for (const Entry<Sides>& entry : row)
      if (std::any_of(std::begin(entry.side), std::end(entry.side), [](const Overlap& o) { return o.union_ > 0; }))
        table.entries.push_back(entry);
    table.begin.push_back(table.entries.size());
  }
  return table;
}

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double iou(const Overlap& overlap) { return overlap.union_ > 0 ? 100.0 * overlap.intersection / overlap.union_ : kNone; }

/// Mean over the classes that occur; NaN where none does.
template <int Sides>
double meanOf(const std::vector<Entry<Sides>>& sums, int side) {
  double sum = 0;
  int count = 0;
  for (const Entry<Sides>& entry : sums) {
    if (!(entry.side[side].union_ > 0)) continue;
    sum += entry.side[side].intersection / entry.side[side].union_;
    ++count;
  }
  return count == 0 ? kNone : 100.0 * sum / count;
}

/// The figure in question: a score, or the difference of two.
double figure(const Entry<1>& entry) { return iou(entry.side[0]); }
double figure(const Entry<2>& entry) { return iou(entry.side[1]) - iou(entry.side[0]); }
double meanFigure(const std::vector<Entry<1>>& sums) { return meanOf(sums, 0); }
double meanFigure(const std::vector<Entry<2>>& sums) { return meanOf(sums, 1) - meanOf(sums, 0); }

/// Numbers below a bound, the same on every machine (std::uniform_int_distribution is not).
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : random_(seed) {}
  std::size_t below(std::size_t bound) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::size_t>((static_cast<Wide>(random_()) * bound) >> 64);
  }
  std::uint64_t bits() { return random_(); }

 private:
  std::mt19937_64 random_;
};

/// Pictures by stratum.
std::vector<std::vector<std::size_t>> groups(std::size_t images, std::span<const int> strata) {
  if (!strata.empty() && strata.size() != images) throw ContractViolation("statistics: a stratum for every picture");
  std::vector<int> names(strata.begin(), strata.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<std::vector<std::size_t>> found(std::max<std::size_t>(1, names.size()));
  for (std::size_t i = 0; i < images; ++i) {
    const auto group = strata.empty() ? names.begin() : std::lower_bound(names.begin(), names.end(), strata[i]);
    found[static_cast<std::size_t>(group - names.begin())].push_back(i);
  }
  return found;
}

template <int Sides>
void addTo(std::vector<Entry<Sides>>& sums, const Table<Sides>& table, std::size_t image, double weight) {
  for (std::size_t k = table.begin[image]; k < table.begin[image + 1]; ++k) {
    const Entry<Sides>& entry = table.entries[k];
    Entry<Sides>& sum = sums[static_cast<std::size_t>(entry.id)];
    for (int side = 0; side < Sides; ++side) {
      sum.side[side].intersection += weight * entry.side[side].intersection;
      sum.side[side].union_ += weight * entry.side[side].union_;
    }
  }
}

template <int Sides>
std::vector<Entry<Sides>> noSums(int classes) {
  std::vector<Entry<Sides>> sums(static_cast<std::size_t>(classes));
  for (int id = 0; id < classes; ++id) sums[static_cast<std::size_t>(id)].id = id;
  return sums;
}

/// Linear interpolation between order statistics, as numpy's default.
double percentile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Estimate estimate(double value, int images, std::vector<double> resamples, double level) {
  Estimate result;
  result.images = images;
  if (std::isnan(value)) return result;
  result.value = value;
  std::erase_if(resamples, [](double one) { return std::isnan(one); });
  if (images < 2 || resamples.empty()) return result;
  std::sort(resamples.begin(), resamples.end());
  result.interval = Interval{percentile(resamples, (1 - level) / 2), percentile(resamples, (1 + level) / 2)};
  return result;
}

struct Estimates {
  Estimate mean;
  std::vector<Estimate> classes;
};

template <int Sides>
Result<Estimates> bootstrap(const Table<Sides>& table, int classes, std::span<const int> strata, const StatisticsOptions& options,
                            const StopToken& stop, ProgressSink& progress) {
  const auto sets = groups(table.images(), strata);
  std::vector<int> images(static_cast<std::size_t>(classes));
  for (const Entry<Sides>& entry : table.entries) ++images[static_cast<std::size_t>(entry.id)];

  std::vector<Entry<Sides>> sums = noSums<Sides>(classes);
  for (std::size_t i = 0; i < table.images(); ++i) addTo(sums, table, i, 1);
  const std::vector<Entry<Sides>> all = sums;

  Draws draws(options.seed);
  std::vector<double> means;
  std::vector<std::vector<double>> values(static_cast<std::size_t>(classes));
  std::vector<int> weights(table.images());
  for (int round = 0; round < options.resamples; ++round) {
    if (stop.stop_requested()) return ErrorCode::stopped;
    if (round % 64 == 0) progress.report(static_cast<double>(round) / options.resamples, "resample");
    std::fill(weights.begin(), weights.end(), 0);
    for (const std::vector<std::size_t>& set : sets)
      for (std::size_t k = 0; k < set.size(); ++k) ++weights[set[draws.below(set.size())]];
    sums = noSums<Sides>(classes);
    for (std::size_t i = 0; i < weights.size(); ++i)
      if (weights[i] > 0) addTo(sums, table, i, weights[i]);
    means.push_back(meanFigure(sums));
    for (std::size_t id = 0; id < sums.size(); ++id)
      if (images[id] > 0) values[id].push_back(figure(sums[id]));
  }

  Estimates result;
  result.mean = estimate(meanFigure(all), static_cast<int>(table.images()), std::move(means), options.level);
  for (std::size_t id = 0; id < all.size(); ++id)
    result.classes.push_back(estimate(figure(all[id]), images[id], std::move(values[id]), options.level));
  return result;
}

Result<double> permutationP(const Table<2>& table, int classes, const StatisticsOptions& options, const StopToken& stop,
                            ProgressSink& progress) {
  std::vector<Entry<2>> all = noSums<2>(classes);
  std::vector<std::size_t> differing;  // swapping two equal masks changes nothing
  for (std::size_t i = 0; i < table.images(); ++i) {
    addTo(all, table, i, 1);
    const auto differs = [](const Entry<2>& e) {
      return e.side[0].intersection != e.side[1].intersection || e.side[0].union_ != e.side[1].union_;
    };
    if (std::any_of(table.entries.begin() + static_cast<std::ptrdiff_t>(table.begin[i]),
                    table.entries.begin() + static_cast<std::ptrdiff_t>(table.begin[i + 1]), differs))
      differing.push_back(i);
  }
  const double observed = std::abs(meanFigure(all));
  if (std::isnan(observed)) return 1.0;
  const double least = observed - 1e-9 * (1 + observed);  // sums in another order may differ in the last digits

  // One side minus the other, so that a swap is one addition on each side.
  std::vector<Entry<1>> change;
  std::vector<std::size_t> begin{0};
  for (const std::size_t image : differing) {
    for (std::size_t k = table.begin[image]; k < table.begin[image + 1]; ++k) {
      const Entry<2>& e = table.entries[k];
      change.push_back({e.id, {{e.side[1].intersection - e.side[0].intersection, e.side[1].union_ - e.side[0].union_}}});
    }
    begin.push_back(change.size());
  }

  constexpr std::uint64_t kStream = 0x9E3779B97F4A7C15;  // other numbers than the resamples'
  Draws draws(options.seed ^ kStream);
  int as_large = 0;
  std::vector<Overlap> moved(static_cast<std::size_t>(classes));
  for (int round = 0; round < options.permutations; ++round) {
    if (stop.stop_requested()) return ErrorCode::stopped;
    if (round % 256 == 0) progress.report(static_cast<double>(round) / options.permutations, "permute");
    std::fill(moved.begin(), moved.end(), Overlap{});
    std::uint64_t coins = 0;
    for (std::size_t k = 0; k < differing.size(); ++k, coins >>= 1) {
      if (k % 64 == 0) coins = draws.bits();
      if ((coins & 1) == 0) continue;
      for (std::size_t j = begin[k]; j < begin[k + 1]; ++j) {
        Overlap& sum = moved[static_cast<std::size_t>(change[j].id)];
        sum.intersection += change[j].side[0].intersection;
        sum.union_ += change[j].side[0].union_;
      }
    }
    std::vector<Entry<2>> swapped = all;
    for (std::size_t id = 0; id < swapped.size(); ++id) {
      swapped[id].side[0].intersection += moved[id].intersection;
      swapped[id].side[0].union_ += moved[id].union_;
      swapped[id].side[1].intersection -= moved[id].intersection;
      swapped[id].side[1].union_ -= moved[id].union_;
    }
    if (std::abs(meanFigure(swapped)) >= least) ++as_large;
  }
  return (1.0 + as_large) / (1.0 + options.permutations);
}

}  // namespace

Result<SetStatistics> bootstrapScores(std::span<const ImageCounts> images, int classes, std::span<const int> strata,
                                      const StatisticsOptions& options, StopToken stop, ProgressSink& progress) {
  const std::span<const ImageCounts> sides[] = {images};
  auto estimates = bootstrap(makeTable<1>(sides, classes), classes, strata, options, stop, progress);
  if (!estimates) return std::move(estimates).error();
  return SetStatistics{estimates->mean, std::move(estimates->classes)};
}

Result<PairedStatistics> pairedStatistics(std::span<const ImageCounts> first, std::span<const ImageCounts> second, int classes,
                                          std::span<const int> strata, const StatisticsOptions& options, StopToken stop,
                                          ProgressSink& progress) {
  if (first.size() != second.size()) throw ContractViolation("paired statistics of unlike sets");
  const std::span<const ImageCounts> sides[] = {first, second};
  const Table<2> table = makeTable<2>(sides, classes);
  auto estimates = bootstrap(table, classes, strata, options, stop, progress);
  if (!estimates) return std::move(estimates).error();
  PairedStatistics result{estimates->mean, std::move(estimates->classes), std::nullopt};
  if (options.permutations > 0) {
    auto p = permutationP(table, classes, options, stop, progress);
    if (!p) return std::move(p).error();
    result.p = *p;
  }
  return result;
}

}  // namespace ssa
