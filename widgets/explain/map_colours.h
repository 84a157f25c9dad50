#pragma once

#include <vector>

#include "app/session/explain/explain_session.h"
#include "app/session/explain/map_points.h"
#include "viz/scene/legend.h"

namespace ssa {

class ScatterScene;

/// How the points of a map are coloured.
enum class MapColour { prediction, truth, confidence, correctness, picture };

/// The form that a kind of prototype has on every map.
GlyphShape shapeOf(PrototypeKind kind);
/// Eight colours that stay apart for readers with any colour vision, repeated where there are more pictures.
Rgb colourOfPicture(std::size_t picture);

/// Colours the scene's points; `visible` by class id.
void paintMap(ScatterScene& scene, const MapPoints& points, MapColour colour, const std::vector<bool>& visible,
              const Palette& palette);
/// What the colours and shapes mean; `plain`: the colour of shapes.
Legend legendOfMap(const MapPoints& points, MapColour colour, const ExplainSubject& subject, Rgb plain);

}  // namespace ssa
