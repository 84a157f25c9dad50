#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/core/result.h"

namespace ssa {

class Scene;

/// A picture of a scene: RGBA bytes, rows from the top, opaque.
struct ScenePixels {
  Size size;
  std::vector<std::uint8_t> rgba;
};

/// Draws a scene that no window shows into a window of its own that is never seen. Needs an X display. Runs on the
/// thread of the user interface. Errors: deviceUnavailable (no display, no OpenGL 3.2).
Result<ScenePixels> renderOffscreen(Scene& scene, Size size_px, double scale = 1);

}  // namespace ssa
