#pragma once

#include <QImage>
#include <QString>

#include "engine/core/label_map.h"
#include "widgets/training/map_tile.h"

namespace ssa {

/// Numbers of `low`..`high` in the colours of heatColours.
QImage heatOf(const ScoreMap& map, double low, double high);
/// A map of 0..1 to lie over a picture: the larger the number, the less of the picture shines through, straight alpha.
QImage heatOver(const ScoreMap& map);
/// A tile of such a map, with the number under the mouse; `unit` behind every number.
MapPane heatPane(const ScoreMap& map, double low, double high, const QString& unit = {});

}  // namespace ssa
