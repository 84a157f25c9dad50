#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/session/explain/cell_set.h"
#include "engine/api/embedding.h"
#include "engine/api/image_trace.h"

namespace ssa {

/// Which points a map is made of, and how.
struct MapQuestion {
  FeatureSpace space = FeatureSpace::decoder;
  std::vector<PrototypeKind> kinds;  ///< those that a trace does not have are left out
  CellSet only;                      ///< empty: all cells of the picture
  int mostCells = 20'000;            ///< more are thinned out evenly
  EmbeddingOptions options;          ///< `metric` counts for the map and for the quality of clusters
};
/// Another map has to be made.
bool sameMap(const MapQuestion& a, const MapQuestion& b);
/// The kinds that belong into a space; with truth and the teacher's weights, the teacher's too.
std::vector<PrototypeKind> kindsOf(FeatureSpace space, const ImageTraceInfo& info, bool truth);

/// The rows of a map: cells of the picture first, then prototypes.
struct MapPoints {
  struct Prototype {
    PrototypeKind kind = PrototypeKind::fixed;
    int classId = 0;
  };
  MapQuestion question;
  ImageTraceInfo info;
  std::vector<std::int32_t> cells;  ///< of the feature grid, ascending
  std::vector<Prototype> prototypes;
  int columns = 0;
  std::vector<float> rows;  ///< (cells + prototypes) × columns

  // By cell row.
  std::vector<std::uint8_t> predicted;
  std::vector<std::uint8_t> truth;  ///< kIgnore where there is none; empty without truth
  std::vector<float> confidence;    ///< 0..1

  std::size_t count() const { return cells.size() + prototypes.size(); }
  /// Row of a cell; -1 where it is not on the map.
  int rowOf(std::int32_t cell) const;
};

/// Blocking, without the model. Errors: those of ImageTrace; badOption `points` where fewer than four cells are left.
Result<std::shared_ptr<const MapPoints>> gatherPoints(const ImageTrace& trace, const LabelMap* truth,
                                                      const MapQuestion& question);

/// Silhouette and the like of the cells by class (truth where it is there, else the prediction), with the prototypes that
/// the classifier of this space compares with.
Result<ClusterQuality> clustersOf(const ImageTrace& trace, const MapPoints& points, StopToken stop);

/// What stands beside coordinates and figures: space, metric, picture, model, options, quality. JSON.
std::string mapHeader(const MapPoints& points, const Embedding& embedding);
/// The coordinates as CSV with that header in comment lines: kind, class, cell column and row, then x, y (and z).
std::string mapCsv(const MapPoints& points, const Embedding& embedding);
/// The coordinates as NPY (version 1.0, float32, rows × dimensions); the header belongs into a file beside it.
std::string mapNpy(const Embedding& embedding);

}  // namespace ssa
