#pragma once

#include <string>

#include "app/session/explain/map_points.h"

namespace ssa {

/// What stands beside coordinates and figures: space, metric, pictures, model, options, quality. JSON.
std::string mapHeader(const MapPoints& points, const Embedding& embedding);
/// The coordinates as CSV with that header in comment lines: kind, class (of a cell the predicted one), image, cell column and
/// row, then x, y (and z).
std::string mapCsv(const MapPoints& points, const Embedding& embedding);
/// The coordinates as NPY (version 1.0, float32, rows × dimensions); the header belongs into a file beside it.
std::string mapNpy(const Embedding& embedding);

}  // namespace ssa
