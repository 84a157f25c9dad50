#pragma once

#include <QString>

#include "app/session/explain/map_run.h"
#include "widgets/explain/instrument.h"

namespace ssa {

/// Title, purpose, help and formulas of the map.
Instrument::About aboutMap();

/// Which space the map is of, and what may be compared with what in it.
QString noteOfSpace(const MapQuestion& question);
/// Of several pictures: whose prototypes stand on the map; empty for one.
QString noteOfPictures(const MapPoints& points);
/// Which pictures are missing, and why; empty where none is.
QString noteOfTracing(const MapRun::Tracing& tracing);
/// Every picture that was left out, a line each, with its reason.
QString skippedText(const MapRun::Tracing& tracing);

}  // namespace ssa
