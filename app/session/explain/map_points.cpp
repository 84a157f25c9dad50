#include "app/session/explain/map_points.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>

namespace ssa {
namespace {

constexpr std::size_t kFewestCells = 4;

template <class E, std::size_t N>
std::string nameOf(E value, const Choice<E> (&names)[N]) {
  for (const Choice<E>& one : names)
    if (one.value == value) return std::string(one.name);
  return {};
}

// Without the teacher's, which need the truth.
Result<FeatureRows> rowsOf(const ImageTrace& trace, PrototypeKind kind, const LabelMap* truth) {
  return needsTruth(kind) && truth != nullptr ? trace.prototypes(kind, *truth) : trace.prototypes(kind);
}

}  // namespace

bool sameMap(const MapQuestion& a, const MapQuestion& b) {
  return a.space == b.space && a.kinds == b.kinds && a.only == b.only && a.mostCells == b.mostCells &&
         a.options.dimensions == b.options.dimensions && a.options.perplexity == b.options.perplexity &&
         a.options.seed == b.options.seed && a.options.metric == b.options.metric &&
         a.options.learningRate == b.options.learningRate && a.options.start == b.options.start;
}

std::vector<PrototypeKind> kindsOf(FeatureSpace space, const ImageTraceInfo& info, bool truth) {
  std::vector<PrototypeKind> kinds;
  const bool teacher = truth && info.hasTeacher;
  if (space == FeatureSpace::decoder || !info.hasSsa) kinds.push_back(PrototypeKind::fixed);
  if (!info.hasSsa) return kinds;
  if (space == FeatureSpace::decoder) {
    if (info.hasSemantic) kinds.insert(kinds.end(), {PrototypeKind::coarseCentre, PrototypeKind::semantic});
    if (info.hasSpatial) kinds.push_back(PrototypeKind::spatial);
    if (teacher && info.hasSemantic) kinds.insert(kinds.end(), {PrototypeKind::teacherCentre, PrototypeKind::teacherSemantic});
  } else {
    kinds.push_back(PrototypeKind::joint);
    if (teacher) kinds.push_back(PrototypeKind::teacherJoint);
  }
  return kinds;
}

int MapPoints::rowOf(std::int32_t cell) const {
  const auto at = std::lower_bound(cells.begin(), cells.end(), cell);
  return at != cells.end() && *at == cell ? static_cast<int>(at - cells.begin()) : -1;
}

Result<std::shared_ptr<const MapPoints>> gatherPoints(const ImageTrace& trace, const LabelMap* truth,
                                                      const MapQuestion& question) {
  auto points = std::make_shared<MapPoints>();
  points->question = question;
  points->info = trace.info();
  const FeatureRows all = trace.features(question.space);
  std::vector<std::int32_t> wanted =
      question.only.empty() ? std::vector<std::int32_t>{} : question.only.on(trace.info().cells).cells;
  if (question.only.empty())
    for (std::int32_t cell = 0; cell < all.rows; ++cell) wanted.push_back(cell);
  const std::size_t step =
      (wanted.size() + static_cast<std::size_t>(question.mostCells) - 1) / static_cast<std::size_t>(question.mostCells);
  for (std::size_t i = 0; i < wanted.size(); i += std::max<std::size_t>(1, step)) points->cells.push_back(wanted[i]);
  if (points->cells.size() < kFewestCells)
    return Error(
        ErrorCode::badOption,
        {{"option", "points"}, {"value", std::to_string(points->cells.size())}, {"expected", std::to_string(kFewestCells)}});
  points->columns = all.columns;
  const auto append = [&points](const float* row) { points->rows.insert(points->rows.end(), row, row + points->columns); };
  for (const std::int32_t cell : points->cells) append(all.row(cell));

  for (const PrototypeKind kind : question.kinds) {
    const auto own = kindsOf(question.space, trace.info(), truth != nullptr);
    if (std::find(own.begin(), own.end(), kind) == own.end()) continue;
    const auto rows = rowsOf(trace, kind, truth);
    if (!rows) return rows.error();
    for (int id = 0; id < rows->rows; ++id) {
      append(rows->row(id));
      points->prototypes.push_back({kind, id});
    }
  }

  const LabelMap predicted = trace.labelsAtStride(MaskKind::refined);
  const ScoreMap confidence = trace.confidenceAtStride(MaskKind::refined);
  LabelMap labelled;
  if (truth != nullptr) {
    auto atStride = trace.labelsAtStride(*truth);
    if (!atStride) return atStride.error();
    labelled = std::move(*atStride);
  }
  for (const std::int32_t cell : points->cells) {
    const auto at = static_cast<std::size_t>(cell);
    points->predicted.push_back(predicted.labels()[at]);
    points->confidence.push_back(confidence.values()[at]);
    if (truth != nullptr) points->truth.push_back(labelled.labels()[at]);
  }
  return std::shared_ptr<const MapPoints>(std::move(points));
}

Result<ClusterQuality> clustersOf(const ImageTrace& trace, const MapPoints& points, StopToken stop) {
  const PrototypeKind kind =
      points.question.space == FeatureSpace::joint && trace.info().hasSsa ? PrototypeKind::joint : PrototypeKind::fixed;
  const auto prototypes = trace.prototypes(kind);
  if (!prototypes) return prototypes.error();
  const std::vector<std::uint8_t>& labels = points.truth.empty() ? points.predicted : points.truth;
  const auto cells = static_cast<std::int64_t>(points.cells.size());
  const std::span<const float> rows(points.rows.data(), points.cells.size() * static_cast<std::size_t>(points.columns));
  return measureClusters({rows, cells, points.columns}, labels, {prototypes->values, prototypes->rows, prototypes->columns},
                         points.question.options.metric, stop);
}

std::string mapHeader(const MapPoints& points, const Embedding& embedding) {
  nlohmann::ordered_json json = nlohmann::ordered_json::parse(toJson(embedding.facts, embedding.quality));
  json["picture"] = points.info.image;
  json["model"] = points.info.model;
  json["model_title"] = points.info.modelTitle;
  json["model_sha256"] = points.info.modelSha256;
  json["space"] = nameOf(points.question.space, kFeatureSpaces);
  json["grid"] = {points.info.cells.width, points.info.cells.height};
  json["cells"] = points.cells.size();
  auto kinds = nlohmann::ordered_json::array();
  for (const MapPoints::Prototype& one : points.prototypes)
    if (const std::string name = nameOf(one.kind, kPrototypeKinds); kinds.empty() || kinds.back() != name) kinds.push_back(name);
  json["prototypes"] = kinds;
  json["rows"] = "cells of the feature grid, then prototypes by kind and class";
  return json.dump(2);
}

std::string mapCsv(const MapPoints& points, const Embedding& embedding) {
  std::string text;
  const std::string header = mapHeader(points, embedding);
  for (std::size_t from = 0; from < header.size();) {
    const std::size_t end = std::min(header.find('\n', from), header.size());
    text += "# " + header.substr(from, end - from) + "\n";
    from = end + 1;
  }
  const auto dimensions = static_cast<std::size_t>(embedding.map.dimensions);
  text += dimensions == 3 ? "kind,class,column,row,x,y,z\n" : "kind,class,column,row,x,y\n";
  char number[48];
  for (std::size_t i = 0; i < points.count(); ++i) {
    if (i < points.cells.size()) {
      const std::int32_t cell = points.cells[i];
      text += "cell," + std::to_string(points.predicted[i]) + "," + std::to_string(cell % points.info.cells.width) + "," +
              std::to_string(cell / points.info.cells.width);
    } else {
      const MapPoints::Prototype& one = points.prototypes[i - points.cells.size()];
      text += nameOf(one.kind, kPrototypeKinds) + "," + std::to_string(one.classId) + ",,";
    }
    for (std::size_t k = 0; k < dimensions; ++k) {
      std::snprintf(number, sizeof number, ",%.9g", static_cast<double>(embedding.map.positions[i * dimensions + k]));
      text += number;
    }
    text += '\n';
  }
  return text;
}

std::string mapNpy(const Embedding& embedding) {
  const auto dimensions = static_cast<std::size_t>(embedding.map.dimensions);
  const std::size_t rows = embedding.map.positions.size() / dimensions;
  std::string header =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(rows) + ", " + std::to_string(dimensions) + "), }";
  constexpr std::size_t kPrefix = 10, kBlock = 64;
  header.append(kBlock - (kPrefix + header.size() + 1) % kBlock, ' ');
  header += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  bytes += header;
  const std::size_t start = bytes.size();
  bytes.resize(start + embedding.map.positions.size() * sizeof(float));
  std::memcpy(bytes.data() + start, embedding.map.positions.data(), embedding.map.positions.size() * sizeof(float));
  return bytes;
}

}  // namespace ssa
