#pragma once

#include <QImage>
#include <QString>

#include "engine/core/label_map.h"
#include "widgets/training/map_tile.h"

namespace ssa {

/// Numbers of `low`..`high` in the colours of heatColours; `opacity` 0..1 of every pixel, straight alpha.
QImage heatOf(const ScoreMap& map, double low, double high, double opacity = 1);
/// A tile of such a map, with the number under the mouse; `unit` behind every number.
MapPane heatPane(const ScoreMap& map, double low, double high, const QString& unit = {});

}  // namespace ssa
