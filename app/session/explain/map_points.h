#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/session/explain/cell_set.h"
#include "app/session/explain/map_source.h"
#include "engine/api/embedding.h"
#include "engine/api/image_trace.h"

namespace ssa {

/// More points than this are not mapped in three dimensions, where every pair is summed in every iteration.
inline constexpr int kMostCellsInSpace = 20'000;

/// Which points a map is made of, and how.
struct MapQuestion {
  std::shared_ptr<const MapSource> source;  ///< null: the open picture alone
  FeatureSpace space = FeatureSpace::decoder;
  std::vector<PrototypeKind> kinds;  ///< those that a trace does not have are left out
  CellSet only;                      ///< of the open picture; empty: all cells
  int mostCells = 20'000;            ///< more are thinned out, see sampleCells
  EmbeddingOptions options;          ///< `metric` counts for the map and for the quality of clusters
};
/// Another map has to be made.
bool sameMap(const MapQuestion& a, const MapQuestion& b);
/// The kinds that belong into a space; with truth and the teacher's weights, the teacher's too.
std::vector<PrototypeKind> kindsOf(FeatureSpace space, const ImageTraceInfo& info, bool truth);

/// The rows of a map: cells, picture after picture, then prototypes.
struct MapPoints {
  struct Picture {
    std::string path;                  ///< empty for a pasted one
    std::string mask;                  ///< file of its truth where it has one
    Size grid;                         ///< cells across and down
    std::size_t first = 0, count = 0;  ///< its rows
  };
  struct Prototype {
    PrototypeKind kind = PrototypeKind::fixed;
    int classId = 0;
    int picture = -1;  ///< whose it is; -1: of every picture, as the fixed ones are
  };
  /// A cell of one of the pictures.
  struct Place {
    int picture = 0;
    std::int32_t cell = 0;
  };

  MapQuestion question;
  ImageTraceInfo info;  ///< of the first picture's trace; model, channels and classes are those of all
  std::vector<Picture> pictures;
  std::vector<std::int32_t> cells;  ///< by row; within a picture ascending
  std::vector<Prototype> prototypes;
  std::size_t picturesWithPrototypes = 0;  ///< whose adapted prototypes are on the map; the others' found no room
  int columns = 0;
  std::vector<float> rows;  ///< (cells + prototypes) × columns

  // By cell row.
  std::vector<std::uint8_t> predicted;
  std::vector<std::uint8_t> truth;  ///< kIgnore where there is none; empty without truth of any picture
  std::vector<float> confidence;    ///< 0..1

  std::size_t count() const { return cells.size() + prototypes.size(); }
  Place placeOf(std::size_t row) const;
  /// Row of a cell; -1 where it is not on the map.
  int rowOf(Place place) const;
  /// The picture of a file; -1 where it is not on the map.
  int pictureOf(const std::string& path) const;
};

}  // namespace ssa
