#include "app/session/explain/map_text.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>

namespace ssa {
namespace {

template <class E, std::size_t N>
std::string nameIn(const Choice<E> (&names)[N], E value) {
  for (const Choice<E>& one : names)
    if (one.value == value) return std::string(one.name);
  return {};
}

/// A field of a line, in quotation marks where it needs them.
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace

std::string mapHeader(const MapPoints& points, const Embedding& embedding) {
  nlohmann::ordered_json json = nlohmann::ordered_json::parse(toJson(embedding.facts, embedding.quality));
  json["model"] = points.info.model;
  json["model_title"] = points.info.modelTitle;
  json["model_sha256"] = points.info.modelSha256;
  json["space"] = nameIn(kFeatureSpaces, points.question.space);
  if (points.question.source) json["source"] = points.question.source->title;
  auto pictures = nlohmann::ordered_json::array();
  for (const MapPoints::Picture& one : points.pictures)
    pictures.push_back({{"picture", one.path}, {"grid", {one.grid.width, one.grid.height}}, {"cells", one.count}});
  json["pictures"] = pictures;
  json["cells"] = points.cells.size();
  auto kinds = nlohmann::ordered_json::array();
  for (const MapPoints::Prototype& one : points.prototypes)
    if (const std::string name = nameIn(kPrototypeKinds, one.kind); std::find(kinds.begin(), kinds.end(), name) == kinds.end())
      kinds.push_back(name);
  json["prototypes"] = kinds;
  if (points.pictures.size() > 1) json["pictures_with_prototypes"] = points.picturesWithPrototypes;
  json["rows"] = "cells of the feature grids, picture after picture, then prototypes by picture, kind and class";
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
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
  text += dimensions == 3 ? "kind,class,image,column,row,x,y,z\n" : "kind,class,image,column,row,x,y\n";
  std::vector<std::string> images;
  for (const MapPoints::Picture& one : points.pictures) images.push_back(field(one.path));
  char number[48];
  for (std::size_t i = 0; i < points.count(); ++i) {
    if (i < points.cells.size()) {
      const auto [picture, cell] = points.placeOf(i);
      const int width = points.pictures[static_cast<std::size_t>(picture)].grid.width;
      text += "cell," + std::to_string(points.predicted[i]) + "," + images[static_cast<std::size_t>(picture)] + "," +
              std::to_string(cell % width) + "," + std::to_string(cell / width);
    } else {
      const MapPoints::Prototype& one = points.prototypes[i - points.cells.size()];
      text += nameIn(kPrototypeKinds, one.kind) + "," + std::to_string(one.classId) + "," +
              (one.picture < 0 ? std::string() : images[static_cast<std::size_t>(one.picture)]) + ",,";
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
