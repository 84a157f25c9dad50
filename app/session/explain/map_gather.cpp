#include "app/session/explain/map_gather.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <utility>

namespace ssa {
namespace {

constexpr std::size_t kFewestCells = 4;
constexpr std::size_t kMostGlyphs = 1500;  ///< more prototypes are a cloud of their own
constexpr double kEvenShare = 0.25;

// Without the teacher's, which need the truth.
Result<FeatureRows> prototypeRows(const ImageTrace& trace, PrototypeKind kind, const LabelMap* truth) {
  return needsTruth(kind) && truth != nullptr ? trace.prototypes(kind, *truth) : trace.prototypes(kind);
}

std::array<std::size_t, 256> histogram(const std::vector<std::int32_t>& cells, std::span<const std::uint8_t> labels) {
  std::array<std::size_t, 256> counts{};
  for (const std::int32_t cell : cells) ++counts[labels[static_cast<std::size_t>(cell)]];
  return counts;
}

}  // namespace

std::vector<std::int32_t> sampleCells(const std::vector<std::int32_t>& from, std::span<const std::uint8_t> labels,
                                      std::size_t most, std::uint64_t seed) {
  if (from.size() <= most) return from;
  const std::array<std::size_t, 256> counts = histogram(from, labels);
  const auto classes = static_cast<std::size_t>(std::count_if(counts.begin(), counts.end(), [](std::size_t n) { return n > 0; }));
  const auto least = static_cast<std::size_t>(kEvenShare * static_cast<double>(most) / static_cast<double>(classes));
  std::array<std::size_t, 256> quota{};
  std::size_t dealt = 0;
  for (std::size_t id = 0; id < counts.size(); ++id) dealt += quota[id] = std::min(counts[id], least);
  // What is left goes to the cells that are left, largest remainders first.
  const std::size_t left = most - dealt;
  const double rest = static_cast<double>(from.size() - dealt);
  std::vector<std::pair<double, std::size_t>> remainders;
  std::size_t given = 0;
  for (std::size_t id = 0; id < counts.size(); ++id) {
    const double share = static_cast<double>(left) * static_cast<double>(counts[id] - quota[id]) / rest;
    const auto whole = static_cast<std::size_t>(share);
    quota[id] += whole;
    given += whole;
    if (quota[id] < counts[id]) remainders.emplace_back(static_cast<double>(whole) - share, id);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::size_t i = 0; given < left && i < remainders.size(); ++i, ++given) ++quota[remainders[i].second];

  std::array<std::vector<std::int32_t>, 256> byClass;
  for (const std::int32_t cell : from) byClass[labels[static_cast<std::size_t>(cell)]].push_back(cell);
  std::mt19937_64 random(seed);
  std::vector<std::int32_t> chosen;
  for (std::size_t id = 0; id < byClass.size(); ++id) {
    std::vector<std::int32_t>& own = byClass[id];
    for (std::size_t i = 0; i < quota[id]; ++i) {
      std::swap(own[i], own[i + random() % (own.size() - i)]);
      chosen.push_back(own[i]);
    }
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

MapGatherer::MapGatherer(MapQuestion question, std::size_t pictures)
    : points_(std::make_shared<MapPoints>()), expected_(std::max<std::size_t>(1, pictures)) {
  points_->question = std::move(question);
}

// Every so many pictures, so that all of them fit.
bool MapGatherer::takesPrototypes() const {
  std::size_t kinds = 0;
  for (const PrototypeKind kind : points_->question.kinds) kinds += kind == PrototypeKind::fixed ? 0 : 1;
  const std::size_t room = kMostGlyphs / std::max<std::size_t>(1, kinds * static_cast<std::size_t>(points_->info.classes));
  const std::size_t every = (expected_ + std::max<std::size_t>(1, room) - 1) / std::max<std::size_t>(1, room);
  return (points_->pictures.size() - 1) % every == 0;
}

Result<void> MapGatherer::add(const ImageTrace& trace, const LabelMap* truth, const std::vector<std::int32_t>& cells,
                              const std::string& path, const std::string& mask) {
  MapPoints& to = *points_;
  const LabelMap predicted = trace.labelsAtStride(MaskKind::refined);
  LabelMap labelled;
  if (truth != nullptr) {
    auto atStride = trace.labelsAtStride(*truth);
    if (!atStride) return atStride.error();
    labelled = std::move(*atStride);
  }
  const bool first = to.pictures.empty(), alone = expected_ == 1;
  if (first) to.info = trace.info();
  const auto own = kindsOf(to.question.space, trace.info(), truth != nullptr);
  struct Taken {
    PrototypeKind kind;
    FeatureRows rows;
  };
  std::vector<Taken> taken;
  for (const PrototypeKind kind : to.question.kinds) {
    if (std::find(own.begin(), own.end(), kind) == own.end() || (kind == PrototypeKind::fixed && !first)) continue;
    auto rows = prototypeRows(trace, kind, truth);
    if (!rows) return rows.error();
    taken.push_back({kind, std::move(*rows)});
  }
  const bool joint = to.question.space == FeatureSpace::joint && trace.info().hasSsa;
  if (joint || first) {
    auto judge = trace.prototypes(joint ? PrototypeKind::joint : PrototypeKind::fixed);
    if (!judge) return judge.error();
    judges_.push_back(std::move(*judge));
  }

  const FeatureRows all = trace.features(to.question.space);
  const ScoreMap confidence = trace.confidenceAtStride(MaskKind::refined);
  to.columns = all.columns;
  to.pictures.push_back({path, mask, trace.info().cells, to.cells.size(), cells.size()});
  if (truth != nullptr) to.truth.resize(to.cells.size(), kIgnore);
  const bool labels = truth != nullptr || !to.truth.empty();
  for (const std::int32_t cell : cells) {
    const auto at = static_cast<std::size_t>(cell);
    const float* row = all.row(cell);
    to.cells.push_back(cell);
    to.rows.insert(to.rows.end(), row, row + all.columns);
    to.predicted.push_back(predicted.labels()[at]);
    to.confidence.push_back(confidence.values()[at]);
    if (labels) to.truth.push_back(truth != nullptr ? labelled.labels()[at] : kIgnore);
  }

  const int picture = static_cast<int>(to.pictures.size()) - 1;
  const bool adapted = takesPrototypes();
  to.picturesWithPrototypes += adapted ? 1 : 0;
  std::array<bool, 256> shown{};
  for (const std::uint8_t id : predicted.labels()) shown[id] = true;
  for (const std::uint8_t id : labelled.labels()) shown[id] = true;
  for (const Taken& one : taken) {
    const bool fixed = one.kind == PrototypeKind::fixed;
    if (!fixed && !adapted) continue;
    for (int id = 0; id < one.rows.rows; ++id) {
      if (!fixed && !alone && !shown[static_cast<std::size_t>(id)]) continue;
      const float* row = one.rows.row(id);
      prototypeRows_.insert(prototypeRows_.end(), row, row + one.rows.columns);
      to.prototypes.push_back({one.kind, id, fixed ? -1 : picture});
    }
  }
  return {};
}

Result<std::shared_ptr<const MapPoints>> MapGatherer::finish() {
  if (points_->cells.size() < kFewestCells)
    return Error(
        ErrorCode::badOption,
        {{"option", "points"}, {"value", std::to_string(points_->cells.size())}, {"expected", std::to_string(kFewestCells)}});
  points_->rows.insert(points_->rows.end(), prototypeRows_.begin(), prototypeRows_.end());
  prototypeRows_ = {};
  return std::shared_ptr<const MapPoints>(points_);
}

Result<ClusterQuality> MapGatherer::clusters(StopToken stop) const {
  const MapPoints& points = *points_;
  const std::vector<std::uint8_t>& labels = points.truth.empty() ? points.predicted : points.truth;
  const auto columns = static_cast<std::size_t>(points.columns);
  const auto measure = [&](std::size_t first, std::size_t count, const FeatureRows* judge) {
    const std::span<const float> rows(points.rows.data() + first * columns, count * columns);
    return measureClusters(
        {rows, static_cast<std::int64_t>(count), points.columns}, std::span(labels).subspan(first, count),
        judge == nullptr ? PointRows{{}, 0, points.columns} : PointRows{judge->values, judge->rows, judge->columns},
        points.question.options.metric, stop);
  };
  if (judges_.size() == 1) return measure(0, points.cells.size(), &judges_.front());
  auto whole = measure(0, points.cells.size(), nullptr);
  if (!whole) return whole;
  double own = 0, other = 0, nearest = 0;
  std::int64_t counted = 0;
  for (std::size_t i = 0; i < judges_.size(); ++i) {
    const auto part = measure(points.pictures[i].first, points.pictures[i].count, &judges_[i]);
    if (!part) return part;
    if (part->points == 0 || !std::isfinite(part->ownPrototype)) continue;
    const auto weight = static_cast<double>(part->points);
    own += weight * part->ownPrototype;
    other += weight * part->otherPrototype;
    nearest += weight * part->nearestIsOwn;
    counted += part->points;
  }
  const double all = counted > 0 ? static_cast<double>(counted) : std::numeric_limits<double>::quiet_NaN();
  whole->ownPrototype = own / all;
  whole->otherPrototype = other / all;
  whole->nearestIsOwn = nearest / all;
  return whole;
}

}  // namespace ssa
