#pragma once

#include <memory>

#include "viz/overlay/overlay.h"

namespace ssa {

/// The overlay drawn by Dear ImGui with its stock OpenGL 3 back end: one ImGui context per overlay,
/// no window, no input, no settings file. Call from the thread of the GL context.
std::unique_ptr<Overlay> makeImGuiOverlay();

}  // namespace ssa
