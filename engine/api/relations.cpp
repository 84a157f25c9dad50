#include "engine/api/relations.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/analysis/cluster_order.h"
#include "engine/api/guard.h"
#include "engine/api/image_trace_impl.h"
#include "engine/cuda/upsample_argmax.h"

namespace ssa {
namespace {

constexpr double kCosineScale = 15;
constexpr double kTiny = 1e-12;
constexpr float kOutOfTheRace = -1e30F;
constexpr int kMostBins = 1000;
constexpr int kSetBins = 41;

std::size_t size(int n) { return static_cast<std::size_t>(n); }

/// A competing cell: z_i - z_j and the truth there.
struct Margin {
  float value;
  std::uint8_t truth;
};

std::vector<Competition::Bin> histogramOf(const std::vector<Margin>& margins, int first, int second, int bins) {
  double most = 0;
  for (const Margin& margin : margins) most = std::max(most, std::fabs(static_cast<double>(margin.value)));
  if (most == 0) most = 1;
  std::vector<Competition::Bin> histogram(size(bins));
  const double width = 2 * most / bins;
  for (int b = 0; b < bins; ++b) {
    histogram[size(b)].low = -most + b * width;
    histogram[size(b)].high = -most + (b + 1) * width;
  }
  for (const Margin& margin : margins) {
    const int b = std::clamp(static_cast<int>(std::floor((static_cast<double>(margin.value) + most) / width)), 0, bins - 1);
    Competition::Bin& bin = histogram[size(b)];
    ++bin.cells;
    bin.truthFirst += margin.truth == first;
    bin.truthSecond += margin.truth == second;
  }
  return histogram;
}

/// Labels at picture size with one class taken out of the race.
LabelMap maskWithout(const ImageTrace::Impl& impl, const Tensor& logits, int id) {
  Tensor without = logits.clone();
  without.select(1, id).fill_(kOutOfTheRace);
  return impl.maskOf(without);
}

Error badClasses(const std::string& value, int classes) {
  return {ErrorCode::badOption,
          {{"option", "classes"}, {"value", value}, {"expected", "two of 0.." + std::to_string(classes - 1)}}};
}

Result<Competition> compete(const ImageTrace& trace, int first, int second, MaskKind kind, const LabelMap* truth, int bins,
                            std::vector<Margin>& margins) {
  const ImageTrace::Impl& impl = trace.impl();
  const ImageTraceInfo& info = impl.info;
  if (first == second || std::min(first, second) < 0 || std::max(first, second) >= info.classes)
    return badClasses(std::to_string(first) + "," + std::to_string(second), info.classes);
  if (bins < 1 || bins > kMostBins)
    return Error(ErrorCode::badOption, {{"option", "bins"}, {"value", std::to_string(bins)}, {"expected", "1..1000"}});
  if (kind == MaskKind::coarse && !info.hasSsa)
    return Error(ErrorCode::badOption, {{"option", "kind"}, {"value", "coarse"}, {"expected", "refined"}});
  const AnalysisScope scope;
  LabelMap truth_cells;
  if (truth) {
    auto cells = trace.labelsAtStride(*truth);
    if (!cells) return std::move(cells).error();
    truth_cells = std::move(*cells);
  }

  const Tensor logits = kind == MaskKind::coarse ? impl.trace.coarse : impl.trace.logits;  // (1,K,h,w)
  Competition c;
  c.first = first;
  c.second = second;
  c.kind = kind;
  c.margin = toScoreMap(logits.select(1, first) - logits.select(1, second));
  c.cells = LabelMap(info.cells, 0);
  const LabelMap withoutFirst =
      toLabelMap(logits.clone().index_fill_(1, at::tensor({std::int64_t{first}}), kOutOfTheRace).argmax(1));
  const LabelMap withoutSecond =
      toLabelMap(logits.clone().index_fill_(1, at::tensor({std::int64_t{second}}), kOutOfTheRace).argmax(1));
  double sum = 0;
  for (std::size_t i = 0; i < c.cells.labels().size(); ++i) {
    if (withoutFirst.labels()[i] != second || withoutSecond.labels()[i] != first) continue;
    c.cells.labels()[i] = 1;
    ++c.competing;
    const float margin = c.margin.values()[i];
    sum += std::fabs(static_cast<double>(margin));
    margins.push_back({margin, truth ? truth_cells.labels()[i] : kIgnore});
  }
  c.meanAbsoluteMargin = c.competing ? sum / static_cast<double>(c.competing) : 0;
  c.histogram = histogramOf(margins, first, second, bins);

  const LabelMap best = impl.maskOf(logits), noFirst = maskWithout(impl, logits, first),
                 noSecond = maskWithout(impl, logits, second);
  c.pixels = LabelMap(info.picture);
  for (std::size_t i = 0; i < c.pixels.labels().size(); ++i) {
    const std::uint8_t winner = best.labels()[i];
    if (noFirst.labels()[i] == second && noSecond.labels()[i] == first) {
      c.pixels.labels()[i] = winner;
      ++c.competingPixels;
    }
    if (!truth || truth->size() != info.picture) continue;
    c.firstForSecond += winner == first && truth->labels()[i] == second;
    c.secondForFirst += winner == second && truth->labels()[i] == first;
  }
  return c;
}

}  // namespace

RelationMatrix relationMatrix(const FeatureRows& prototypes, RelationVariant variant) {
  const std::size_t k = size(prototypes.rows), c = size(prototypes.columns);
  std::vector<double> rows(prototypes.values.begin(), prototypes.values.end());
  double scale = 1;
  if (variant == RelationVariant::reference) {
    scale = kCosineScale;
    for (std::size_t i = 0; i < k; ++i) {
      double square = 0;
      for (std::size_t n = 0; n < c; ++n) square += rows[i * c + n] * rows[i * c + n];
      const double norm = std::sqrt(square) + kTiny;
      for (std::size_t n = 0; n < c; ++n) rows[i * c + n] /= norm;
    }
  }
  RelationMatrix matrix{prototypes.rows, std::vector<double>(k * k)};
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = i; j < k; ++j) {
      double product = 0;
      for (std::size_t n = 0; n < c; ++n) product += rows[i * c + n] * rows[j * c + n];
      matrix.values[i * k + j] = matrix.values[j * k + i] = scale * product;
    }
  }
  for (std::size_t i = 0; i < k; ++i) {
    double* row = matrix.values.data() + i * k;
    const double top = *std::max_element(row, row + k);
    double total = 0;
    for (std::size_t j = 0; j < k; ++j) total += row[j] = std::exp(row[j] - top);
    for (std::size_t j = 0; j < k; ++j) row[j] /= total;
  }
  return matrix;
}

Result<RelationMatrix> difference(const RelationMatrix& a, const RelationMatrix& b) {
  if (a.classes != b.classes)
    return Error(ErrorCode::classCountMismatch,
                 {{"path", ""}, {"found", std::to_string(b.classes)}, {"expected", std::to_string(a.classes)}});
  RelationMatrix result = a;
  for (std::size_t i = 0; i < result.values.size(); ++i) result.values[i] -= b.values[i];
  return result;
}

std::vector<int> orderByIndex(int classes) {
  std::vector<int> order(size(classes));
  for (int i = 0; i < classes; ++i) order[size(i)] = i;
  return order;
}

std::vector<int> orderByCluster(const RelationMatrix& matrix) {
  const int k = matrix.classes;
  std::vector<double> distances(matrix.values.size());
  for (int i = 0; i < k; ++i)
    for (int j = 0; j < k; ++j) distances[size(i) * size(k) + size(j)] = 1 - (matrix.at(i, j) + matrix.at(j, i)) / 2;
  return clusterOrder(distances, k);
}

std::vector<int> orderByConfusion(const ConfusionMatrix& confusion) {
  const int k = confusion.classes();
  std::vector<double> distances(size(k) * size(k), 1.0);
  for (int i = 0; i < k; ++i) {
    for (int j = 0; j < k; ++j) {
      const std::int64_t truth = confusion.truthPixels(i) + confusion.truthPixels(j);
      if (truth > 0)
        distances[size(i) * size(k) + size(j)] =
            1 - static_cast<double>(confusion.at(i, j) + confusion.at(j, i)) / static_cast<double>(truth);
    }
  }
  return clusterOrder(distances, k);
}

RelationAccumulator::RelationAccumulator(int classes)
    : classes_(classes), mean_(size(classes) * size(classes)), square_(size(classes) * size(classes)) {}

void RelationAccumulator::add(const RelationMatrix& matrix) {
  if (matrix.classes != classes_) throw ContractViolation("relation accumulator: another number of classes");
  ++count_;
  for (std::size_t i = 0; i < mean_.size(); ++i) {
    const double away = matrix.values[i] - mean_[i];
    mean_[i] += away / static_cast<double>(count_);
    square_[i] += away * (matrix.values[i] - mean_[i]);
  }
}

RelationMatrix RelationAccumulator::mean() const { return {classes_, mean_}; }

RelationMatrix RelationAccumulator::spread() const {
  RelationMatrix matrix{classes_, std::vector<double>(square_.size())};
  if (count_ > 1)
    for (std::size_t i = 0; i < square_.size(); ++i) matrix.values[i] = std::sqrt(square_[i] / static_cast<double>(count_ - 1));
  return matrix;
}

Result<SetRelations> relationsOverSet(std::shared_ptr<const Model> model, const Dataset& dataset, RelationVariant variant,
                                      const PredictOptions& options, StopToken stop, ProgressSink& progress) {
  return guarded([&]() -> Result<SetRelations> {
    const int classes = model->info().config.num_classes;
    SetRelations set;
    set.variant = variant;
    set.confusion = ConfusionMatrix(classes);
    std::map<PrototypeKind, RelationAccumulator> sums;
    auto skipped = walkTraces(
        model, dataset, options,
        [&](const TracedSample& sample) -> Result<void> {
          const ImageTrace& trace = *sample.trace;
          for (const Choice<PrototypeKind>& choice : kPrototypeKinds) {
            const bool possible = !needsTruth(choice.value) || (!sample.truth.empty() && trace.info().hasTeacher);
            if (!possible) continue;
            auto rows = trace.prototypes(choice.value, sample.truth);
            if (!rows && rows.error().code == ErrorCode::badOption) continue;
            if (!rows) return std::move(rows).error();
            sums.try_emplace(choice.value, classes).first->second.add(relationMatrix(*rows, variant));
          }
          if (!sample.truth.empty()) SSA_TRY(set.confusion.add(trace.mask(MaskKind::refined), sample.truth));
          ++set.images;
          return {};
        },
        stop, progress);
    if (!skipped) return std::move(skipped).error();
    set.skipped = std::move(*skipped);
    for (const auto& [kind, sum] : sums) set.kinds.push_back({kind, sum.mean(), sum.spread()});
    return set;
  });
}

Result<Competition> competition(const ImageTrace& trace, int first, int second, MaskKind kind, const LabelMap* truth, int bins) {
  return guarded([&] {
    std::vector<Margin> margins;
    return compete(trace, first, second, kind, truth, bins, margins);
  });
}

Result<SetCompetition> competitionOverSet(std::shared_ptr<const Model> model, const Dataset& dataset, int first, int second,
                                          MaskKind kind, const PredictOptions& options, StopToken stop, ProgressSink& progress) {
  return guarded([&]() -> Result<SetCompetition> {
    SetCompetition set;
    std::vector<Margin> all;
    auto skipped = walkTraces(
        model, dataset, options,
        [&](const TracedSample& sample) -> Result<void> {
          std::vector<Margin> margins;
          auto one = compete(*sample.trace, first, second, kind, sample.truth.empty() ? nullptr : &sample.truth, 1, margins);
          if (!one) return std::move(one).error();
          all.insert(all.end(), margins.begin(), margins.end());
          set.rows.push_back({sample.sample->name, sample.sample->image.string(), one->competingPixels,
                              one->firstForSecond + one->secondForFirst, one->meanAbsoluteMargin});
          return {};
        },
        stop, progress);
    if (!skipped) return std::move(skipped).error();
    set.skipped = std::move(*skipped);
    set.histogram = histogramOf(all, first, second, kSetBins);
    std::stable_sort(set.rows.begin(), set.rows.end(), [](const CompetitionRow& a, const CompetitionRow& b) {
      if (a.confusedPixels != b.confusedPixels) return a.confusedPixels > b.confusedPixels;
      if (a.competingPixels != b.competingPixels) return a.competingPixels > b.competingPixels;
      return a.name < b.name;
    });
    return set;
  });
}

}  // namespace ssa
