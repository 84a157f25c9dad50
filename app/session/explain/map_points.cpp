#include "app/session/explain/map_points.h"

#include <algorithm>

namespace ssa {

bool sameMap(const MapQuestion& a, const MapQuestion& b) {
  const bool sources = a.source && b.source ? sameSource(*a.source, *b.source) : !a.source && !b.source;
  return sources && a.space == b.space && a.kinds == b.kinds && a.only == b.only && a.mostCells == b.mostCells &&
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

MapPoints::Place MapPoints::placeOf(std::size_t row) const {
  const auto after =
      std::upper_bound(pictures.begin(), pictures.end(), row, [](std::size_t at, const Picture& one) { return at < one.first; });
  return {static_cast<int>(after - pictures.begin()) - 1, cells[row]};
}

int MapPoints::rowOf(Place place) const {
  if (place.picture < 0 || static_cast<std::size_t>(place.picture) >= pictures.size()) return -1;
  const Picture& own = pictures[static_cast<std::size_t>(place.picture)];
  const auto begin = cells.begin() + static_cast<std::ptrdiff_t>(own.first);
  const auto end = begin + static_cast<std::ptrdiff_t>(own.count);
  const auto at = std::lower_bound(begin, end, place.cell);
  return at != end && *at == place.cell ? static_cast<int>(at - cells.begin()) : -1;
}

int MapPoints::pictureOf(const std::string& path) const {
  const auto at = std::find_if(pictures.begin(), pictures.end(), [&path](const Picture& one) { return one.path == path; });
  return at == pictures.end() ? -1 : static_cast<int>(at - pictures.begin());
}

}  // namespace ssa
