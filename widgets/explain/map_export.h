#pragma once

#include <QImage>
#include <QString>

#include <memory>
#include <vector>

#include "app/session/explain/map_points.h"

namespace ssa {

class Session;

/// Writes a map's coordinates off the UI thread: `.npy` with a JSON file beside it, else CSV. The session tells how it went.
void saveCoordinates(Session& session, std::shared_ptr<const MapPoints> points, Embedding embedding, const QString& file);
/// Pictures in one row on the ground of the theme; those that are null are left out.
QImage sideBySide(std::vector<QImage> images);

}  // namespace ssa
